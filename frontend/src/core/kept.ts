/** Signals that outlive the page: kept in the browser's local storage. */
import { effect, signal, type Signal } from "@preact/signals";

const PREFIX = "studio.";

/** Make a signal that starts with what was kept last time. */
export function kept<T>(name: string, start: T): Signal<T> {
  const state = signal(recall(name, start));
  effect(() => keep(name, state.value));
  return state;
}

function recall<T>(name: string, start: T): T {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? start : (JSON.parse(text) as T);
  } catch {
    return start; // storage may be refused, and what is kept may be of an older studio
  }
}

function keep(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // full or refused: the studio works without a memory
  }
}
