/** Which words of the prompt should be taken hold of. */
import { signal } from "@preact/signals";

export const focusPrompt = signal<{ start: number; end: number } | null>(null);
