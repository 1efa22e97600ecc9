/** One line for what was not understood: the words, the nearest choices, and leaving it out. */
import type { JSX } from "preact";
import type { Mark } from "../../model/marks";
import { sayUnknown } from "../../model/unknown";
import { isLeftOut, leaveOut, marks, replace } from "../../stores/create";
import { capital, plain } from "../../model/names";
import { Icon } from "../icon";

export function UnknownWords(): JSX.Element {
  const unknown = marks.value.filter((mark) => mark.kind === "unknown").filter((mark) => !isLeftOut(mark.about));
  return (
    <div id="unknown" role="status">
      {unknown.map((mark) => (
        <Line key={mark.about.words} mark={mark} />
      ))}
    </div>
  );
}

function Line({ mark }: { mark: Extract<Mark, { kind: "unknown" }> }): JSX.Element {
  const { words, nearest } = mark.about;
  return (
    <div class="unknown">
      <Icon name="warning" />
      <p>
        <b>{words}</b> {sayUnknown(mark.about)}
      </p>
      <span class="tries">
        {nearest.length > 0 && <span class="k">Use</span>}
        {nearest.map((choice) => (
          <button key={choice} type="button" class="btn small" onClick={() => replace(mark, plain(choice))}>
            {capital(plain(choice))}
          </button>
        ))}
        <button type="button" class="btn small quiet" onClick={() => leaveOut(mark.about)}>
          Leave it out
        </button>
      </span>
    </div>
  );
}
