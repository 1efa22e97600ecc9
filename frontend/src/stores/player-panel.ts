/** What is open beside the player. */
import { signal } from "@preact/signals";

export type PanelName = "queue" | "words";

export const panel = signal<PanelName | null>(null);

export const togglePanel = (name: PanelName): void => void (panel.value = panel.peek() === name ? null : name);
export const closePanel = (): void => void (panel.value = null);
