/** The styles and instruments that the studio plays. */
import { signal } from "@preact/signals";
import { listInstruments, listStyles } from "../api/music";
import type { Instrument, Style } from "../core/wire";

export const styles = signal<readonly Style[]>([]);
export const instruments = signal<readonly Instrument[]>([]);

export async function loadStyles(): Promise<void> {
  styles.value = (await listStyles()).results;
}

export async function loadInstruments(): Promise<void> {
  instruments.value = (await listInstruments()).results;
}
