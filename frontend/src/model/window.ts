/** Which rows of a long list are worth having in the page. */

export interface RowWindow {
  first: number;
  /** One after the last. */
  end: number;
}

const SPARE = 6; // rows above and below, so that a step of the wheel finds them there

/** The rows in view. ``top`` is how far the list is scrolled past its first row, in px; negative while it is below. */
export function rowsInView(top: number, view: number, row: number, count: number): RowWindow {
  const first = Math.floor(top / row) - SPARE;
  const end = Math.ceil((top + view) / row) + SPARE;
  return { first: clamp(first, count), end: clamp(end, count) };
}

const clamp = (n: number, count: number): number => Math.max(0, Math.min(n, count));

/** The pages, counted from 0, that hold the rows from ``first`` up to ``end``. */
export function pagesOf(first: number, end: number, size: number): number[] {
  const from = Math.floor(first / size);
  return Array.from({ length: Math.max(0, Math.ceil(end / size) - from) }, (_, i) => from + i);
}

/** Rows in view and where they are kept: each row of a long list takes the place of one that left the view. */
export function slots({ first, end }: RowWindow): { index: number; slot: number }[] {
  const size = Math.max(1, end - first);
  return Array.from({ length: end - first }, (_, i) => ({ index: first + i, slot: (first + i) % size }));
}
