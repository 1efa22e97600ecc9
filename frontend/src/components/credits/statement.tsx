/** The statement: every line with the balance after it, the newest first. */
import type { JSX } from "preact";
import { type CreditLine, STATEMENT_FILE } from "../../api/credits";
import { asApiError } from "../../core/loading";
import { change } from "../../model/credits";
import { lineCount, lines, loadMore } from "../../stores/credits";
import { Icon } from "../icon";

export function Statement(): JSX.Element {
  return (
    <>
      <table class="ledger">
        <thead>
          <tr>
            <th scope="col" class="c-day">Day</th>
            <th scope="col">What</th>
            <th scope="col" class="num c-credits">Change</th>
            <th scope="col" class="num c-credits">Balance</th>
          </tr>
        </thead>
        <tbody>
          {lines.value.map((line) => (
            <Row key={line.id} line={line} />
          ))}
        </tbody>
      </table>
      <div class="acts">
        {lines.value.length < lineCount.value && (
          <button type="button" class="btn" onClick={() => loadMore().catch(asApiError)}>
            Show more
          </button>
        )}
        <a class="btn quiet" href={STATEMENT_FILE} download>
          <Icon name="download" />
          CSV
        </a>
      </div>
    </>
  );
}

function Row({ line }: { line: CreditLine }): JSX.Element {
  const then = new Date(line.created_at);
  return (
    <tr>
      <td>
        <time dateTime={line.created_at} title={then.toLocaleString("en-GB")}>
          {then.toLocaleDateString("en-GB", { day: "numeric", month: "short" })}
        </time>
      </td>
      <td>{line.text}</td>
      <td class="num">{change(line.amount)}</td>
      <td class="num">{line.balance}</td>
    </tr>
  );
}
