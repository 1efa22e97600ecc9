/** The colours of the tokens, as a canvas can use them; they change with the theme. */
import { signal } from "@preact/signals";
import type { Scope } from "../core/scope";
import { FAMILIES, type Family } from "../model/families";

export interface Palette {
  families: Readonly<Record<Family, string>>;
  /** Planned, muted, silent. */
  pale: string;
  /** Measured, but of no family. */
  plain: string;
  line: string;
  ink: string;
  failed: string;
}

export const palette = signal<Palette | null>(null);

/** Keep the palette true while the theme, the contrast or the system's colours change. */
export function followTheme(scope: Scope): void {
  const root = document.documentElement;
  const read = (): void => {
    palette.value = readPalette(root);
  };
  const watcher = new MutationObserver(read);
  watcher.observe(root, { attributeFilter: ["data-theme"] });
  scope.add(() => watcher.disconnect());
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"]) {
    scope.listen(matchMedia(query), "change", read);
  }
  read();
}

function readPalette(root: HTMLElement): Palette {
  const probe = document.createElement("i");
  root.append(probe);
  const colour = (name: string): string => {
    probe.style.color = name;
    return getComputedStyle(probe).color;
  };
  const isForced = matchMedia("(forced-colors: active)").matches;
  const token = (name: string): string => colour(isForced ? "CanvasText" : `var(--${name})`);
  const found: Palette = {
    families: Object.fromEntries(FAMILIES.map((family) => [family, token(family)])) as Record<Family, string>,
    pale: token("edge"),
    plain: token("ink-2"),
    line: token("line"),
    ink: token("ink"),
    failed: token("failed"),
  };
  probe.remove();
  return found;
}
