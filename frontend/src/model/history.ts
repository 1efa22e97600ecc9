/** What was written, step by step, so that it can be taken back.
 *
 * Letters typed one after another are one step; whatever comes at once, such as a line that was written for somebody,
 * is a step of its own.
 */

export interface History {
  past: readonly string[];
  now: string;
  future: readonly string[];
  /** When the last letter was typed, so that the next may join it. */
  typed_ms: number | null;
}

const MOST = 200;
const PAUSE_MS = 800; // a pause in typing begins a new step

export const begun = (text: string): History => ({ past: [], now: text, future: [], typed_ms: null });

/** A letter more or less. */
export function typed(history: History, text: string, now_ms: number): History {
  if (text === history.now) return history;
  const joins = history.typed_ms !== null && now_ms - history.typed_ms < PAUSE_MS && !isNewWord(history.now, text);
  const past = joins ? history.past : stepsTo(history);
  return { past, now: text, future: [], typed_ms: now_ms };
}

/** Something written at once. */
export const put = (history: History, text: string): History =>
  text === history.now ? history : { past: stepsTo(history), now: text, future: [], typed_ms: null };

export function undone(history: History): History {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future], typed_ms: null };
}

export function redone(history: History): History {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: stepsTo(history), now: next, future, typed_ms: null };
}

/** Where two texts differ last, as a place in the second: there the caret is put. */
export function changedAt(before: string, after: string): number {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return after.length - end;
}

const stepsTo = ({ past, now }: History): string[] => [...past, now].slice(-MOST);

/** A line break ends a step. */
const isNewWord = (before: string, after: string): boolean => before.split("\n").length !== after.split("\n").length;
