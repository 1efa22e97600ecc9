/** What can be downloaded of a song, grouped as a menu shows it. */
import type { Output } from "../core/wire";

export interface Download {
  label: string;
  hint: string;
  href: string;
}

const SCORE: Readonly<Partial<Record<Output["kind"], string>>> = {
  midi: "MIDI",
  chords: "Chord chart",
  project: "Project",
};

const SONG_ORDER = ["wav", "flac", "mp3"];

/** Group outputs: the song itself, its notes, its stems. */
export function downloads(outputs: readonly Output[]): { title: string; items: Download[] }[] {
  const of = (kind: Output["kind"]): Output[] => outputs.filter((output) => output.kind === kind);
  const rank = ({ format }: Output): number => SONG_ORDER.indexOf(format);
  const masters = of("master").sort((a, b) => rank(a) - rank(b));
  const notes = (Object.keys(SCORE) as Output["kind"][]).flatMap(of);
  return [
    { title: "Song", items: masters.map((output) => item(output.format.toUpperCase(), output)) },
    { title: "Notes", items: notes.map((output) => item(noteName(output), output)) },
    { title: "Stems", items: of("stem").map((output) => item(output.name, output)) },
  ].filter(({ items }) => items.length);
}

function noteName({ kind, format }: Output): string {
  const name = SCORE[kind] ?? kind;
  return kind === "midi" ? name : `${name}, ${format.toUpperCase()}`;
}

function item(label: string, { url, bytes }: Output): Download {
  return { label, hint: size(bytes), href: `${url}${url.includes("?") ? "&" : "?"}download=1` };
}

/** 12582912 -> "12.6 MB". */
export function size(bytes: number): string {
  if (bytes < 1e3) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
