/** Before and after, heard in turn at the same loudness and the same place; and what becomes of the result. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { EffectResult } from "../../core/contract";
import { useScope } from "../../core/hooks";
import { change } from "../../model/effects";
import { saving, size } from "../../model/downloads";
import { clock } from "../../model/time";
import { isMatched, isPlaying, length_s, pause, play, position_s, seek, side, trouble } from "../../stores/comparison";
import { remove, source, takeOver } from "../../stores/effects";
import { Icon } from "../icon";
import { Notice } from "../notice";

export function Compare({ result }: { result: EffectResult }): JSX.Element {
  const place = useRef<HTMLElement>(null);
  useScope(() => place.current?.scrollIntoView({ block: "nearest" }), []);
  return (
    <section ref={place} class="compare" aria-labelledby="h-compare">
      <h2 id="h-compare">Before and after</h2>
      <p class="title">{result.name}</p>
      <Transport />
      {trouble.value && <Notice>{trouble.value}</Notice>}
      <p class="facts">
        <span>{clock(result.duration_s)}</span>
        <span>{change(result.before, result.after)}</span>
        {result.lowered_db < 0 && <span>made {Math.abs(result.lowered_db).toFixed(1)} dB softer as a whole, to fit into its file</span>}
      </p>
      <div class="go">
        <a class="btn" href={saving(result.url)} download>
          <Icon name="download" />
          Download {size(result.bytes)}
        </a>
        <button type="button" class="btn quiet" onClick={() => workOn(result)}>
          Put more on it
        </button>
        <button type="button" class="btn quiet" onClick={() => takeOver(result)}>
          Take its chain
        </button>
        <button type="button" class="btn quiet" onClick={() => void remove(result)}>
          Throw it away
        </button>
      </div>
    </section>
  );
}

function Transport(): JSX.Element {
  const at = position_s.value;
  return (
    <div class="transport">
      <button type="button" class="btn round" aria-label={isPlaying.value ? "Pause the comparison" : "Play the comparison"} onClick={() => (isPlaying.value ? pause() : void play())}>
        <Icon name={isPlaying.value ? "pause" : "play"} />
      </button>
      <div class="sides" role="group" aria-label="What is heard">
        {(["before", "after"] as const).map((one) => (
          <button key={one} type="button" class="btn" aria-pressed={side.value === one} onClick={() => (side.value = one)}>
            {one === "before" ? "Before" : "After"}
          </button>
        ))}
      </div>
      <input
        type="range"
        aria-label="Place in the comparison"
        aria-valuetext={`${clock(at)} of ${clock(length_s.value)}`}
        min={0}
        max={length_s.value}
        step={0.1}
        value={at}
        onInput={(event) => seek(Number(event.currentTarget.value))}
      />
      <span class="num">{clock(at)}</span>
      <label class="check">
        <input type="checkbox" checked={isMatched.value} onChange={(event) => (isMatched.value = event.currentTarget.checked)} />
        Same loudness
      </label>
    </div>
  );
}

function workOn({ asset_id, name }: EffectResult): void {
  source.value = { kind: "upload", asset_id, name };
}
