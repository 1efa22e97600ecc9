/** All that can be set beside the words: style, figures, course, players, and how many songs compete. */
import type { JSX } from "preact";
import { METERS } from "../../model/wishes";
import { forgetWishes, wish, wishes } from "../../stores/create";
import { Band } from "./band";
import { Course } from "./course";
import { Figures } from "./figures";
import { OwnSound } from "./own-sound";
import { OwnMusic } from "./own-music";
import { StyleBlend } from "./style-blend";

const MOST_CANDIDATES = 16;

export function ByHand(): JSX.Element {
  return (
    <div class="byhand" id="by-hand">
      <StyleBlend />
      <fieldset>
        <legend>Figures</legend>
        <div class="fields">
          <Figures />
          <Meter />
        </div>
      </fieldset>
      <Course />
      <Band />
      <OwnMusic />
      <OwnSound />
      <div class="go">
        <Candidates />
        <span class="push" />
        {Object.keys(wishes.value).length > 0 && (
          <button type="button" class="btn quiet" onClick={forgetWishes}>
            Clear all of this
          </button>
        )}
      </div>
    </div>
  );
}

function Meter(): JSX.Element {
  return (
    <p class="field">
      <label for="wish-meter">Meter</label>
      <select
        id="wish-meter"
        value={wishes.value.meter ?? ""}
        onChange={(event) => wish({ meter: event.currentTarget.value || undefined })}
      >
        <option value="">Style default</option>
        {METERS.map((meter) => (
          <option key={meter}>{meter}</option>
        ))}
      </select>
    </p>
  );
}

/** Best of several: composing is quick, so that the studio can choose. */
function Candidates(): JSX.Element {
  const count = wishes.value.candidates ?? 1;
  return (
    <label class="share set">
      <span class="k">Best of</span>
      <input
        type="range"
        min={1}
        max={MOST_CANDIDATES}
        value={count}
        aria-valuetext={count === 1 ? "one song" : `${count} songs`}
        onInput={(event) => {
          const wanted = Number(event.currentTarget.value);
          wish({ candidates: wanted > 1 ? wanted : undefined });
        }}
      />
      <output>{count}</output>
    </label>
  );
}
