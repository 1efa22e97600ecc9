/** Styles in groups, so that many can be looked over; one that no group names is among the others. */
import type { Style } from "../core/wire";
import type { Group } from "./groups";

const GROUPS: readonly { title: string; names: readonly string[] }[] = [
  { title: "Calm", names: ["lofi", "ambient", "chillout", "downtempo", "lullaby", "solo_piano", "neoclassical"] },
  { title: "Pop and rock", names: ["pop", "indie_pop", "dance_pop", "rock", "punk", "metal", "holiday"] },
  { title: "Hip hop", names: ["boom_bap", "trap", "drill"] },
  {
    title: "Electronic",
    names: ["house", "deep_house", "techno", "trance", "drum_and_bass", "dubstep", "synthwave", "chiptune"],
  },
  { title: "Soul and groove", names: ["soul", "funk", "disco", "gospel", "reggae", "dub", "afrobeat"] },
  { title: "Jazz and blues", names: ["jazz_trio", "swing", "blues"] },
  { title: "Latin", names: ["bossa_nova", "samba", "salsa", "latin_pop"] },
  { title: "Folk", names: ["folk", "country", "celtic"] },
  { title: "Orchestra and dances", names: ["orchestral", "epic_trailer", "waltz", "march"] },
];

const OTHERS = "Others";

/** The styles that fit some words, in their groups; groups without any are left out. */
export function grouped(styles: readonly Style[], words: string): Group<Style>[] {
  const fitting = styles.filter((style) => fits(style, words));
  const named = new Set(GROUPS.flatMap(({ names }) => names));
  const groups = GROUPS.map(({ title, names }) => ({ title, members: pick(fitting, names) }));
  const others = { title: OTHERS, members: fitting.filter(({ name }) => !named.has(name)) };
  return [...groups, others].filter((group) => group.members.length);
}

const pick = (styles: readonly Style[], names: readonly string[]): Style[] =>
  names.flatMap((name) => styles.filter((style) => style.name === name));

function fits({ label, words }: Style, wanted: string): boolean {
  const text = wanted.trim().toLowerCase();
  return [label, ...words].some((word) => word.toLowerCase().includes(text));
}
