/** The button that puts the chain over the sound, and how far that is. */
import type { JSX } from "preact";
import { STATE_WORD } from "../../model/jobs";
import { about } from "../../model/time";
import { apply, cancel, chain, isWorking, job, keepsLength, problems, source } from "../../stores/effects";
import { Rate } from "../credits/cost";
import { Notice } from "../notice";

export function Apply(): JSX.Element {
  const missing = missingNow();
  return (
    <>
      {problems.value.map((one) => (
        <Notice key={one}>{one}</Notice>
      ))}
      <div class="go">
        <button type="button" class="btn primary big" disabled={Boolean(missing) || isWorking.value} aria-describedby="fx-missing" onClick={() => void apply()}>
          {isWorking.value ? "Putting them on" : "Put them on"}
        </button>
        <label class="check">
          <input type="checkbox" checked={keepsLength.value} onChange={(event) => (keepsLength.value = event.currentTarget.checked)} />
          Keep the length: cut what rings on
        </label>
        <p class="est" id="fx-missing">
          {missing || <Rate type="effects" />}
        </p>
      </div>
      {isWorking.value && <Progress />}
    </>
  );
}

function Progress(): JSX.Element | null {
  const now = job.value;
  if (!now) return null;
  return (
    <div class="sending">
      <label>
        <span role="status">
          {STATE_WORD[now.status]}
          {now.eta_run_s !== null && `, ${about(now.eta_run_s)} left`}
        </span>
        <progress value={now.progress} />
      </label>
      <button type="button" class="btn small" onClick={() => void cancel()}>
        Cancel
      </button>
    </div>
  );
}

function missingNow(): string {
  if (!source.value) return "Choose a sound first.";
  return chain.value.length ? "" : "Choose a preset, or add an effect.";
}
