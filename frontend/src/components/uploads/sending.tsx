/** Files on their way: how far each is, and what to do about one that stopped. */
import type { JSX } from "preact";
import { goOn, type Sending, sendings, stop } from "../../stores/uploads";
import { Icon } from "../icon";

export function SendingList(): JSX.Element | null {
  if (!sendings.value.length) return null;
  return (
    <ul class="sendings" aria-label="On their way">
      {sendings.value.map((one) => (
        <li key={one.file}>{one.problem ? <Stopped one={one} /> : <OnItsWay one={one} />}</li>
      ))}
    </ul>
  );
}

function OnItsWay({ one: { file, share } }: { one: Sending }): JSX.Element {
  const isThere = share >= 1;
  return (
    <div class="sending">
      <label>
        <span role="status">{isThere ? `Looking through ${file.name}` : `Sending ${file.name}`}</span>
        {isThere ? <progress /> : <progress value={share} />}
      </label>
      <button type="button" class="btn small quiet" aria-label={`Cancel ${file.name}`} onClick={() => stop(file)}>
        Cancel
      </button>
    </div>
  );
}

function Stopped({ one: { file, problem, isRefused } }: { one: Sending }): JSX.Element {
  return (
    <div class="sending">
      <p class="wrong" role="alert">
        <Icon name="warning" />
        <span>
          {file.name}: {problem}
        </span>
      </p>
      {!isRefused && (
        <button type="button" class="btn small" aria-label={`Go on with ${file.name}`} onClick={() => void goOn(file)}>
          Go on
        </button>
      )}
      <button type="button" class="btn small quiet" aria-label={`Leave out ${file.name}`} onClick={() => stop(file)}>
        Leave it out
      </button>
    </div>
  );
}
