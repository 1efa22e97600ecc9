/** A list of songs of any length. Only the rows in view are in the page, and each takes the place of one that left it. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useRef } from "preact/hooks";
import type { SortKey } from "../../api/songs";
import { useScope } from "../../core/hooks";
import { Scope } from "../../core/scope";
import { type Sorting, useSorting } from "../../core/sorting";
import type { Song } from "../../core/wire";
import { rowsInView, slots } from "../../model/window";
import { isSignedIn } from "../../stores/session";
import { type RowsOf, SongRow } from "./row";

const ROW = 62; // px, until a row was measured
const CALM_MS = 90; // without a step of the wheel: somebody looks

export interface TableProps<S extends Song> extends RowsOf<S> {
  count: number;
  label: string;
  /** Sorted by which column; without it the columns cannot be sorted. */
  sorting?: { by: SortKey; isDescending: boolean } | undefined;
  sortBy?: ((by: SortKey) => void) | undefined;
  /** Puts a row elsewhere; without it the order is not one's own. */
  move?: (from: number, to: number) => void;
}

export function SongTable<S extends Song>(props: TableProps<S>): JSX.Element {
  const { list, count, label, sorting, sortBy, move } = props;
  const view = useSignal({ first: 0, end: Math.min(count, 30) });
  const tall = useSignal(ROW);
  const isCalm = useSignal(true);
  const order = useSorting<HTMLTableSectionElement>(count, move ?? (() => undefined), view.value.first);
  const calming = useRef(new Scope());
  useScope(
    (scope) => {
      const look = (): void => {
        const body = order.list.current;
        if (!body) return;
        tall.value = body.querySelector<HTMLElement>("[data-row]")?.offsetHeight || tall.peek();
        const next = rowsInView(-body.getBoundingClientRect().top, innerHeight, tall.peek(), count);
        const { first, end } = view.peek();
        if (next.first !== first || next.end !== end) view.value = next;
      };
      const settle = (): void => {
        isCalm.value = true;
        list.need(view.peek().first, view.peek().end);
      };
      const hurry = (): void => {
        look();
        calming.current.end();
        calming.current = new Scope();
        isCalm.value = false;
        calming.current.after(CALM_MS, settle);
      };
      look();
      settle();
      scope.listen(window, "scroll", hurry, { passive: true });
      scope.listen(window, "resize", hurry);
      scope.add(() => calming.current.end());
    },
    [count, list],
  );
  const { first, end } = view.value;
  const shown = { first, end: Math.max(first, Math.min(end, count)) };
  return (
    <>
    <table class="songs" aria-rowcount={count + 1} aria-label={label}>
      <Head sorting={sorting} sortBy={sortBy} />
      <tbody ref={order.list}>
        <Spacer rows={first} tall={tall.value} />
        {slots(shown).map(({ index, slot }) => {
          const song = list.row(index);
          if (!song) return <Waiting key={slot} index={index} />;
          return <SongRow key={slot} {...props} song={song} index={index} isCalm={isCalm} order={move ? (order as Sorting<HTMLElement>) : null} />;
        })}
        <Spacer rows={count - shown.end} tall={tall.value} />
      </tbody>
    </table>
      {move && (
        <p class="sr" role="status">
          {order.said.value}
        </p>
      )}
    </>
  );
}

function Head({ sorting, sortBy }: Pick<TableProps<Song>, "sorting" | "sortBy">): JSX.Element {
  const column = (by: SortKey, name: string, look: string): JSX.Element => (
    <Column by={by} sorting={sorting} sortBy={sortBy} class={look}>
      {name}
    </Column>
  );
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th class="c-play">
          <span class="sr">Play</span>
        </th>
        <th class="c-shape">
          <span class="sr">Shape</span>
        </th>
        {column("title", "Title", "")}
        <th scope="col" class="c-key">
          Key
        </th>
        {column("tempo", "Bpm", "num c-bpm")}
        {column("duration", "Length", "num c-dur")}
        {column("created", "Made", "num c-when")}
        {isSignedIn.value && (
          <th scope="col" class="c-stars">
            Stars
          </th>
        )}
        <th class="c-more">
          <span class="sr">More</span>
        </th>
      </tr>
    </thead>
  );
}

interface ColumnProps extends Pick<TableProps<Song>, "sorting" | "sortBy"> {
  by: SortKey;
  class: string;
  children: ComponentChildren;
}

function Column({ by, sorting, sortBy, children, ...rest }: ColumnProps): JSX.Element {
  if (!sortBy) {
    return (
      <th scope="col" class={rest.class}>
        {children}
      </th>
    );
  }
  const order = sorting?.by !== by ? undefined : sorting.isDescending ? "descending" : "ascending";
  return (
    <th scope="col" class={rest.class} aria-sort={order}>
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
      <td colSpan={9} style={{ height: `${rows * tall}px` }} />
    </tr>
  );
}

function Waiting({ index }: { index: number }): JSX.Element {
  return (
    <tr data-row aria-rowindex={index + 2} aria-busy="true">
      <td colSpan={9} />
    </tr>
  );
}
