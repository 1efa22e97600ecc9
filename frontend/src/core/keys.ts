/** Keys of the studio. Single letters rest while somebody types and can be switched off. */
import type { Scope } from "./scope";

/** Named as ``event.key`` with "Ctrl+" (or the command key) and "Shift+" before it; letters in lower case. */
export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Follow keys for as long as the scope is open. */
export function listen(scope: Scope, keys: Keys, hasLetters: () => boolean): void {
  scope.listen(document, "keydown", (event) => {
    const name = nameOf(event);
    const act = keys[name];
    if (!act || event.defaultPrevented || event.altKey || event.isComposing) return;
    if (isTyping(event.target) && !WHILE_TYPING.has(name)) return;
    if (isArrow(name) && isSlider(event.target)) return;
    if (isLetter(name) && !hasLetters()) return;
    if (name === " " && isPressable(event.target)) return;
    event.preventDefault();
    act(event);
  });
}

export function nameOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey">): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const isShifted = event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key));
  return (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + (isShifted ? "Shift+" : "") + key;
}

/** Everything else belongs to the text. */
const WHILE_TYPING: ReadonlySet<string> = new Set(["Ctrl+k", "Ctrl+Enter"]);

const isLetter = (name: string): boolean => /^(Shift\+)?[^ ]$/.test(name);

const isArrow = (name: string): boolean => /^(Shift\+)?Arrow/.test(name);

/** Arrows move a slider that has the focus. */
function isSlider(target: EventTarget | null): boolean {
  return Boolean((target as HTMLElement | null)?.matches("input[type=range]"));
}

function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  if (element?.closest("dialog, [role=menu]")) return true;
  return Boolean(element?.matches("textarea, select, input:not([type=range]):not([type=checkbox])"));
}

/** Space presses what has the focus; it plays only where it would press nothing. */
function isPressable(target: EventTarget | null): boolean {
  return Boolean((target as HTMLElement | null)?.matches("button, summary, input, a[role]"));
}
