/** The one message at the bottom: what happened, and a way back. */
import { signal } from "@preact/signals";

export interface Toast {
  /** Printed in the song's type, before the sentence. */
  title?: string;
  says: string;
  undo?: () => void | Promise<void>;
  /** What is done once it can be taken back no longer. */
  gone?: () => void;
}

export const toast = signal<Toast | null>(null);

export const show = (next: Toast): void => put(next);
export const dismiss = (): void => put(null);

/** Take back what the toast tells of. */
export async function undo(): Promise<void> {
  const last = toast.peek();
  toast.value = null;
  await last?.undo?.();
}

function put(next: Toast | null): void {
  const last = toast.peek();
  toast.value = next;
  last?.gone?.();
}
