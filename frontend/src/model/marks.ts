/** The marks under a prompt: which words were understood and which were not.
 *
 * The server counts characters as code points, the browser as UTF-16 units; ``fromCodePoints`` translates. While
 * somebody types, the marks of the last reading move along (``carry``), and those inside the edit are dropped.
 */
import type { Span, Unresolved } from "../core/wire";

export type Mark = { start: number; end: number } & ({ kind: "understood"; field: string } | { kind: "unknown"; about: Unresolved });

export interface Piece {
  text: string;
  mark: Mark | null;
}

/** All marks of a reading, in order, none overlapping another: what was not understood goes first. */
export function marksOf(text: string, understood: readonly Span[], unresolved: readonly Unresolved[]): Mark[] {
  const unknown: Mark[] = unresolved.map((about) => ({ kind: "unknown", about, start: about.start, end: about.end }));
  const known: Mark[] = understood.map(({ start, end, field }) => ({ kind: "understood", field, start, end }));
  const taken: Mark[] = [];
  for (const mark of [...unknown, ...known]) {
    if (mark.end > mark.start && !taken.some((other) => overlap(mark, other))) taken.push(mark);
  }
  return fromCodePoints(text, taken).sort((a, b) => a.start - b.start);
}

const overlap = (a: Mark, b: Mark): boolean => a.start < b.end && b.start < a.end;

/** The text cut at its marks. */
export function pieces(text: string, marks: readonly Mark[]): Piece[] {
  const cut: Piece[] = [];
  let at = 0;
  for (const mark of marks) {
    if (mark.start > at) cut.push({ text: text.slice(at, mark.start), mark: null });
    cut.push({ text: text.slice(mark.start, mark.end), mark });
    at = mark.end;
  }
  if (at < text.length) cut.push({ text: text.slice(at), mark: null });
  return cut;
}

/** Move the marks of ``before`` to where they are in ``after``; what the edit touched loses its mark. */
export function carry(marks: readonly Mark[], before: string, after: string): Mark[] {
  const head = commonHead(before, after);
  const tail = commonTail(before, after, head);
  const moved = after.length - before.length;
  return marks.flatMap((mark) => {
    if (mark.end <= head) return [mark];
    if (mark.start >= before.length - tail) return [{ ...mark, start: mark.start + moved, end: mark.end + moved }];
    return [];
  });
}

function commonHead(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let n = 0;
  while (n < most && a[n] === b[n]) n++;
  return n;
}

function commonTail(a: string, b: string, head: number): number {
  const most = Math.min(a.length, b.length) - head;
  let n = 0;
  while (n < most && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  return n;
}

function fromCodePoints(text: string, marks: readonly Mark[]): Mark[] {
  const units = [0];
  for (const point of text) units.push((units.at(-1) ?? 0) + point.length);
  const at = (index: number): number => units[Math.min(index, units.length - 1)] ?? text.length;
  return marks.map((mark) => ({ ...mark, start: at(mark.start), end: at(mark.end) }));
}
