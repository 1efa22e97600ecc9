/** Making a link to something, and ending it. */
import { batch, signal } from "@preact/signals";
import { endShare, makeShare } from "../api/shares";
import type { ShareAnswer } from "../core/contract";
import { ApiError } from "../core/http";
import { show } from "./toast";

export interface Shared {
  kind: "song" | "album" | "playlist";
  id: number;
  title: string;
}

/** What is being shared, while the sheet is open. */
export const shared = signal<Shared | null>(null);
/** The link, once it is made. */
export const link = signal<ShareAnswer | null>(null);
export const problem = signal("");

export function openSharing(thing: Shared): void {
  batch(() => {
    shared.value = thing;
    link.value = null;
    problem.value = "";
  });
}

export const closeSharing = (): void => void (shared.value = null);

/** Make a link that ends after so many days; 0: it lasts until it is ended. */
export async function share(days: number): Promise<void> {
  const thing = shared.peek();
  if (!thing) return;
  const expires_at = days ? new Date(Date.now() + days * 86_400_000).toISOString() : null;
  await attempt(async () => {
    link.value = await makeShare({ kind: thing.kind, id: thing.id, expires_at });
  });
}

export async function end(): Promise<void> {
  const made = link.peek();
  if (!made) return;
  await attempt(async () => {
    await endShare(made.id);
    link.value = null;
    show({ says: "The link opens nothing any more." });
  });
}

async function attempt(act: () => Promise<void>): Promise<void> {
  problem.value = "";
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    problem.value = error.message;
  }
}
