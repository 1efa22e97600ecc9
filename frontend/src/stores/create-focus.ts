/** Which words of the prompt, or which field beside it, should be taken hold of. */
import { signal } from "@preact/signals";
import type { Opens } from "../model/chips";
import { kept } from "../core/kept";

export const focusPrompt = signal<{ start: number; end: number } | null>(null);

/** Whether what can be set by hand is shown. */
export const isByHand = kept("by-hand", false);
/** Whether the words of the song are shown. */
export const isWords = kept("words", false);
export const focusField = signal<Opens | null>(null);

/** Show a field that is set beside the sentence, and take hold of it. */
export function openField(field: Opens): void {
  (field === "words" ? isWords : isByHand).value = true;
  focusField.value = field;
}
