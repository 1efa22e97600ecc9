/** The one message at the bottom: what happened, and a way back. */
import { signal } from "@preact/signals";

export interface Toast {
  /** Printed in the song's type, before the sentence. */
  title?: string;
  says: string;
  undo?: () => void | Promise<void>;
}

export const toast = signal<Toast | null>(null);

export const show = (next: Toast): void => void (toast.value = next);
export const dismiss = (): void => void (toast.value = null);

/** Take back what the toast tells of. */
export async function undo(): Promise<void> {
  const last = toast.peek();
  dismiss();
  await last?.undo?.();
}
