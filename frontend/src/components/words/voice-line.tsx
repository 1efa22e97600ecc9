/** A voice in one line: name, what it is, its range on the scale of all singing, and a recording to hear. */
import type { ComponentChildren, CSSProperties, JSX } from "preact";
import type { Voice } from "../../core/wire-words";
import { factsOf, rangeText, spanOf } from "../../model/voices";
import { hear, isSampleHeard, sampled } from "../../stores/voices";
import { Icon } from "../icon";

interface Props {
  voice: Voice;
  /** What stands before the name, as the field that chooses it. */
  children?: ComponentChildren;
}

export function VoiceLine({ voice, children }: Props): JSX.Element {
  const Name = children ? "label" : "div";
  return (
    <div class={voice.available ? "voice" : "voice off"}>
      <Name class={children ? "named chosen-by" : "named"}>
        {children}
        <b>{voice.label}</b>
        <small>{factsOf(voice).join(" · ")}</small>
      </Name>
      <RangeBar voice={voice} />
      <small class="num range">{rangeText(voice.range)}</small>
      {voice.sample && voice.available ? <Sample voice={voice} address={voice.sample} /> : <span />}
      {!voice.available && <p class="reason">{voice.reason}</p>}
    </div>
  );
}

/** The range on the scale of all singing, and inside it where the voice is at ease. */
function RangeBar({ voice }: { voice: Voice }): JSX.Element {
  const [all, ease] = [spanOf(voice.range), spanOf(voice.tessitura)];
  const style = { "--from": all.from, "--span": all.span, "--ease-from": ease.from, "--ease-span": ease.span } as CSSProperties;
  return <span class="rangebar" style={style} title={`At ease from ${rangeText(voice.tessitura)}`} aria-hidden="true" />;
}

/** A button that plays a short recording of a voice. */
function Sample({ voice, address }: { voice: Voice; address: string }): JSX.Element {
  const plays = sampled.value === address;
  const label = plays ? `Stop ${voice.label}` : `Hear ${voice.label}`;
  return (
    <button type="button" class="btn icon small" aria-label={label} title={label} onClick={() => void hear(address)}>
      <Icon name={!plays ? "play" : isSampleHeard.value ? "pause" : "waiting"} />
    </button>
  );
}
