/** Arrows inside a group: one stop for Tab, the rest by arrow keys. */
import type { TargetedKeyboardEvent } from "preact";

const STEP: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Handle a key in a group of buttons that lie side by side. */
export function rove(event: TargetedKeyboardEvent<HTMLElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("button, a")];
  const at = all.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  const to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : at + (STEP[event.key] ?? 0);
  const next = all[to];
  if (to === at || !next) return;
  event.preventDefault();
  event.stopPropagation();
  for (const one of all) one.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

/** Only the first of a group is a stop for Tab, until another was gone to. */
export const stop = (index: number): 0 | -1 => (index === 0 ? 0 : -1);
