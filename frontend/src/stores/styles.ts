/** The styles that the studio plays. */
import { signal } from "@preact/signals";
import { listStyles } from "../api/music";
import type { Style } from "../core/wire";

export const styles = signal<readonly Style[]>([]);

export async function loadStyles(): Promise<void> {
  styles.value = (await listStyles()).results;
}
