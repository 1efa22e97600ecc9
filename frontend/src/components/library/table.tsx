/** The list of songs. Only the rows in view are in the page. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useRef } from "preact/hooks";
import type { SortKey } from "../../api/songs";
import { useScope } from "../../core/hooks";
import { rowsInView } from "../../model/window";
import { need, row, sortBy, sorting } from "../../stores/library";
import { SongRow } from "./row";

const ROW = 62; // px, until a row was measured

export function SongTable({ count }: { count: number }): JSX.Element {
  const body = useRef<HTMLTableSectionElement>(null);
  const view = useSignal({ first: 0, end: Math.min(count, 30) });
  const tall = useSignal(ROW);
  useScope(
    (scope) => {
      const look = (): void => {
        const list = body.current;
        if (!list) return;
        tall.value = list.querySelector("tr[aria-rowindex]")?.clientHeight || tall.peek();
        const next = rowsInView(-list.getBoundingClientRect().top, innerHeight, tall.peek(), count);
        const { first, end } = view.peek();
        if (next.first !== first || next.end !== end) view.value = next;
        need(next.first, next.end);
      };
      look();
      scope.listen(window, "scroll", look, { passive: true });
      scope.listen(window, "resize", look);
    },
    [count],
  );
  const { first, end } = view.value;
  const rows = Array.from({ length: Math.max(0, Math.min(end, count) - first) }, (_, i) => first + i);
  return (
    <table aria-rowcount={count + 1}>
      <thead>
        <tr aria-rowindex={1}>
          <th class="c-play">
            <span class="sr">Play</span>
          </th>
          <th class="c-shape">
            <span class="sr">Shape</span>
          </th>
          <Column by="title">Title</Column>
          <th scope="col" class="c-key">
            Key
          </th>
          <Column by="tempo" class="num c-bpm">
            Bpm
          </Column>
          <Column by="duration" class="num c-dur">
            Length
          </Column>
          <Column by="created" class="num c-when">
            Made
          </Column>
          <th class="c-more">
            <span class="sr">More</span>
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        <Spacer rows={first} tall={tall.value} />
        {rows.map((index) => {
          const song = row(index);
          return song ? <SongRow key={song.id} song={song} index={index} /> : <Waiting key={-1 - index} index={index} />;
        })}
        <Spacer rows={count - end} tall={tall.value} />
      </tbody>
    </table>
  );
}

function Column({ by, children, ...rest }: { by: SortKey; class?: string; children: ComponentChildren }): JSX.Element {
  const { by: sorted, isDescending } = sorting.value;
  const order = sorted !== by ? undefined : isDescending ? "descending" : "ascending";
  return (
    <th scope="col" class={rest.class ?? ""} aria-sort={order}>
      <button type="button" class="sort" onClick={() => sortBy(by)}>
        {children}
      </button>
    </th>
  );
}

/** Stands for the rows that are out of view. */
function Spacer({ rows, tall }: { rows: number; tall: number }): JSX.Element | null {
  if (rows <= 0) return null;
  return (
    <tr class="spacer" aria-hidden="true">
      <td colSpan={8} style={{ height: `${rows * tall}px` }} />
    </tr>
  );
}

function Waiting({ index }: { index: number }): JSX.Element {
  return (
    <tr aria-rowindex={index + 2} aria-busy="true">
      <td colSpan={8} />
    </tr>
  );
}
