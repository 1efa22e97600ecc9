/** A list of songs in all its states: on the way, refused, empty, there. */
import type { ComponentChildren, JSX } from "preact";
import type { Song } from "../../core/wire";
import { Notice } from "../notice";
import { SongTable, type TableProps } from "../songs/table";

interface Props<S extends Song> extends Omit<TableProps<S>, "count"> {
  /** Stands in for a list without songs. */
  empty: ComponentChildren;
}

export function SongListView<S extends Song>({ empty, ...table }: Props<S>): JSX.Element {
  const { list } = table;
  const failure = list.failure.value;
  if (failure) {
    const again = (
      <button type="button" class="btn" onClick={() => list.restart()}>
        Try again
      </button>
    );
    return <Notice way={again}>{failure.message}</Notice>;
  }
  const count = list.count.value;
  if (count === null) return <div class="pending" aria-busy="true" />;
  return count > 0 ? <SongTable {...table} count={count} /> : <>{empty}</>;
}
