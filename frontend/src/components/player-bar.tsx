/** The player bar: transport, what plays and where, the song as seek bar, volume and what really comes out. */
import { useComputed } from "@preact/signals";
import type { JSX, TargetedInputEvent } from "preact";
import type { SongDetail } from "../core/wire";
import { barAt, sectionAt } from "../model/sections";
import { clock } from "../model/time";
import { hasNext, skip, toggle } from "../stores/player";
import { current, isPlaying, position_s, stems, trouble, volume } from "../stores/playing";
import { Icon } from "./icon";
import { OutputMeter } from "./output-meter";
import { SeekBar } from "./seek-bar";

export function PlayerBar(): JSX.Element {
  const song = current.value;
  return (
    <footer class="player" aria-label="Player">
      <div class="pl-now">
        <Transport song={song} />
        {song ? <Now key={song.id} song={song} /> : <p class="k">Nothing plays yet</p>}
      </div>
      {song ? (
        <>
          <Elapsed />
          <SeekBar song={song} />
          <span class="num time">{clock(song.duration_s)}</span>
        </>
      ) : (
        <div class="seek" />
      )}
      <Volume />
    </footer>
  );
}

function Transport({ song }: { song: SongDetail | null }): JSX.Element {
  const label = isPlaying.value ? "Pause" : "Play";
  return (
    <>
      <button type="button" class="btn icon pc" aria-label="Previous" disabled={!song} onClick={() => void skip(-1)}>
        <Icon name="previous" />
      </button>
      <button type="button" class="btn primary round" aria-label={label} disabled={!song} onClick={() => void toggle()}>
        <Icon name={isPlaying.value ? "pause" : "play"} />
      </button>
      <button type="button" class="btn icon pc" aria-label="Next" disabled={!hasNext.value} onClick={() => void skip(1)}>
        <Icon name="next" />
      </button>
    </>
  );
}

function Now({ song }: { song: SongDetail }): JSX.Element {
  const bar = useComputed(() => barAt(song.sections, position_s.value) + 1);
  const section = useComputed(() => sectionAt(song.sections, position_s.value)?.name ?? "");
  const note = trouble.value ?? (stems.value === "opening" ? "Fetching the stems" : null);
  return (
    <p>
      <a href={`/songs/${song.id}`}>{song.title}</a>
      <small role="status">
        {note ?? (
          <span aria-hidden="true">
            <span class="pc">{section.value && `${section.value}, `}</span>bar {bar.value}
          </span>
        )}
      </small>
    </p>
  );
}

function Elapsed(): JSX.Element {
  const second = useComputed(() => Math.floor(position_s.value));
  return <span class="num time">{clock(second.value)}</span>;
}

function Volume(): JSX.Element {
  const set = (event: TargetedInputEvent<HTMLInputElement>): void => {
    volume.value = Number(event.currentTarget.value) / 100;
  };
  return (
    <div class="pl-end">
      <Icon name={volume.value > 0 ? "volume" : "silent"} />
      <span class="fader">
        <input
          type="range"
          min={0}
          max={100}
          value={Math.round(volume.value * 100)}
          aria-label="Volume, percent"
          onInput={set}
        />
        <OutputMeter />
      </span>
    </div>
  );
}
