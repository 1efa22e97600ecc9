/** How the studio itself looks and listens: theme, help, single-letter keys. */
import { signal } from "@preact/signals";
import { kept } from "../core/kept";
import type { Scope } from "../core/scope";

export type Theme = "light" | "dark";

/** Null: as the system says. */
export const theme = kept<Theme | null>("theme", null);
export const hasLetterKeys = kept("letter-keys", true);
export const isHelpOpen = signal(false);
/** Whether a phone shows the ways that have no tab. */
export const isMoreOpen = signal(false);
export const isPaletteOpen = signal(false);

/** Put the theme on the page. */
export function showTheme(scope: Scope): void {
  scope.effect(() => {
    if (theme.value) document.documentElement.dataset["theme"] = theme.value;
    else delete document.documentElement.dataset["theme"];
  });
}

export function toggleTheme(): void {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  theme.value = (theme.peek() ?? system) === "dark" ? "light" : "dark";
}
