/** The keys that work on every page. */
import { listen } from "../core/keys";
import { go } from "../core/router";
import type { Scope } from "../core/scope";
import { moveBar, moveSection, toggle } from "./player";
import { undo } from "./toast";
import { hasLetterKeys, isHelpOpen, isPaletteOpen } from "./ui";

const PAGES: Readonly<Record<string, string>> = { c: "/", s: "/songs", l: "/library", j: "/jobs" };
const CHORD_MS = 1500; // time for the second key after G

export function openKeys(scope: Scope): void {
  let since_ms = Number.NEGATIVE_INFINITY;
  // heard before the page's own keys, so that S after G opens a page and does not solo a lane
  scope.listen(
    document,
    "keydown",
    (event) => {
      const isSecond = performance.now() - since_ms < CHORD_MS;
      since_ms = Number.NEGATIVE_INFINITY;
      const page = PAGES[event.key.toLowerCase()];
      if (!isSecond || !page) return;
      event.preventDefault();
      event.stopPropagation();
      go(page);
    },
    { capture: true },
  );
  const keys = {
    " ": () => void toggle(),
    ArrowLeft: () => moveBar(-1),
    ArrowRight: () => moveBar(1),
    "Shift+ArrowLeft": () => moveSection(-1),
    "Shift+ArrowRight": () => moveSection(1),
    g: () => void (since_ms = performance.now()),
    "?": () => void (isHelpOpen.value = true),
    "Ctrl+k": () => void (isPaletteOpen.value = true),
    "Ctrl+z": () => void undo(),
  };
  listen(scope, keys, () => hasLetterKeys.value);
}
