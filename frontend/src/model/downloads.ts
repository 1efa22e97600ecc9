/** What can be taken away from a song, grouped as a menu shows it. */
import type { Download } from "../core/wire";

const TITLES: Readonly<Record<Download["group"], string>> = {
  song: "Song",
  notes: "Notes",
  stems: "Stems",
  project: "Project",
};

/** Group downloads under titles, in the order of the titles; what is empty is left out. */
export function grouped(downloads: readonly Download[]): { title: string; items: Download[] }[] {
  return (Object.keys(TITLES) as Download["group"][])
    .map((group) => ({ title: TITLES[group], items: downloads.filter((download) => download.group === group) }))
    .filter(({ items }) => items.length);
}

/** The address that saves a file instead of showing it. */
export const saving = (url: string): string => `${url}${url.includes("?") ? "&" : "?"}download=1`;

/** How large a download is, or what it is good for while that is not known. */
export const hint = ({ bytes, hint }: Download): string => (bytes === null ? hint : size(bytes));

/** 12582912 -> "12.6 MB". */
export function size(bytes: number): string {
  if (bytes < 1e3) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
