/** One stem: its name and player, solo, mute, level with meter, and its wave. */
import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Stem } from "../../core/wire";
import type { StemPeaks } from "../../core/wire-peaks";
import { drawWave } from "../../draw/wave";
import { useDrawing } from "../../draw/surface";
import { familyOf } from "../../model/families";
import { decibels, LEAST_DB, MOST_DB } from "../../model/level";
import { change, channel, heardGain, isHeard } from "../../model/mix";
import { signed } from "../../model/names";
import { mixOf } from "../../stores/mix";
import { Meter } from "../meter";
import { PartActs } from "./edit/part-acts";
import type { Choice } from "./ribbon";

interface Props extends Choice {
  stem: Stem;
  shape: StemPeaks | null;
  /** How much of the lane its wave fills, 0..1. */
  share: number;
  /** How loud the stem is where the song is, as amplitude; null while nothing plays. */
  sounding: ReadonlySignal<number | null>;
}

export function StemLane({ song, chosen, stem, shape, share, sounding }: Props): JSX.Element {
  const mix = mixOf(song.id);
  const isOpen = useSignal(false);
  const mine = useComputed(() => channel(mix.value, stem.id));
  const heard = useComputed(() => isHeard(mix.value, stem.id));
  const db = useComputed(() => {
    const loud = sounding.value;
    return loud === null ? LEAST_DB : decibels(loud * heardGain(mix.value, stem.id));
  });
  const family = familyOf(stem.family);
  const { isMuted, isSolo } = mine.value;
  return (
    <div class={laneClass(family, heard.value, isOpen.value)} role="group" aria-label={stem.name}>
      <div class="head">
        <span class="dot" aria-hidden="true" />
        <button
          type="button"
          class="name"
          title={`${stem.name}, ${stem.detail}`}
          data-lane={stem.id}
          aria-expanded={isOpen.value}
          onClick={() => (isOpen.value = !isOpen.value)}
        >
          {stem.name}
          <small>
            {stem.frozen && "Frozen, "}
            {stem.detail !== stem.name && stem.detail}
          </small>
        </button>
        <Toggle letter="S" label={`Solo ${stem.name}`} isOn={isSolo} act={() => (mix.value = change(mix.value, stem.id, { isSolo: !isSolo }))} />
        <Toggle letter="M" label={`Mute ${stem.name}`} isOn={isMuted} act={() => (mix.value = change(mix.value, stem.id, { isMuted: !isMuted }))} />
        <span class="fader">
          <Fader stem={stem} db={mine.value.db} set={(to) => (mix.value = change(mix.value, stem.id, { db: to }))} />
          <Meter db={db} family={family} />
        </span>
      </div>
      <Wave shape={shape} share={share} heard={heard} family={stem.family} />
      {isOpen.value && song.track_id !== null && <PartActs song={song} stem={stem} section={chosen.value} />}
    </div>
  );
}

const laneClass = (family: string, heard: boolean, isOpen: boolean): string =>
  ["lane stem", `f-${family}`, heard ? "" : "muted", isOpen ? "open" : ""].filter(Boolean).join(" ");

function Toggle({ letter, label, isOn, act }: { letter: string; label: string; isOn: boolean; act: () => void }): JSX.Element {
  return (
    <button type="button" class="sm" aria-pressed={isOn} aria-label={label} title={label} onClick={act}>
      {letter}
    </button>
  );
}

function Fader({ stem, db, set }: { stem: Stem; db: number; set: (db: number) => void }): JSX.Element {
  const text = db <= LEAST_DB ? "silent" : `${signed(db, 0)} dB`;
  return (
    <>
      <input
        type="range"
        min={LEAST_DB}
        max={MOST_DB}
        step={1}
        value={db}
        aria-label={`Level ${stem.name}, dB`}
        aria-valuetext={text}
        onInput={(event) => set(Number(event.currentTarget.value))}
        onDblClick={() => set(0)}
      />
      <output aria-hidden="true">{text}</output>
    </>
  );
}

interface WaveProps {
  shape: StemPeaks | null;
  share: number;
  heard: ReadonlySignal<boolean>;
  family: string;
}

function Wave({ shape, share, heard, family }: WaveProps): JSX.Element {
  const ref = useDrawing(
    (ctx, width, height, colours) => {
      const colour = heard.value ? colours.families[familyOf(family)] : colours.pale;
      if (shape) drawWave(ctx, shape.peaks, share, width, height, colour);
    },
    [shape, share, heard, family],
  );
  return <canvas ref={ref} class="wave playing" aria-hidden="true" />;
}
