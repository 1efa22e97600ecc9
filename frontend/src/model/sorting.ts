/** Moving rows of one height in a list: where a row lands. */

/** The place at which a row that is held at ``y`` lands; ``top`` is where the list begins, in px of the same origin. */
export function placeAt(y: number, top: number, row: number, count: number): number {
  return Math.max(0, Math.min(Math.floor((y - top) / row), count - 1));
}

/** The place that a key moves a row to; null if it moves none. */
export function placeByKey(key: string, from: number, count: number): number | null {
  const to = { ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: count - 1 }[key];
  return to === undefined || to < 0 || to >= count || to === from ? null : to;
}

/** How far a row stands aside while another one is held over the list: -1 up, 1 down, 0 where it is. */
export function asideBy(index: number, from: number, to: number): -1 | 0 | 1 {
  if (index > from && index <= to) return -1;
  return index < from && index >= to ? 1 : 0;
}
