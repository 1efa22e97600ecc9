/** Narrowing a list of songs down. */
import type { Facets } from "../core/contract";
import { accidentals, capital } from "./names";

/** What is asked for, as the server understands it; what is not asked for is not there. */
export interface Filters {
  genre?: string;
  mood?: string;
  key?: string;
  tag?: string;
  tempo_min?: number;
  tempo_max?: number;
  length_min?: number;
  length_max?: number;
  year_min?: number;
  year_max?: number;
  liked?: boolean;
}

export interface Facet {
  name: string;
  label: string;
  /** What the filters say about it; null if nothing. */
  said: string | null;
  choices: readonly { label: string; count: number | null; set: Filters }[];
  /** The fields that it sets. */
  fields: readonly (keyof Filters)[];
}

const LENGTHS: readonly (readonly [string, Filters])[] = [
  ["Under a minute", { length_max: 60 }],
  ["1 to 3 minutes", { length_min: 60, length_max: 180 }],
  ["3 to 5 minutes", { length_min: 180, length_max: 300 }],
  ["Over 5 minutes", { length_min: 300 }],
];

/** The ways in which songs can be narrowed down, by what there is. */
export function facetsOf(found: Facets, filters: Filters): Facet[] {
  const word = (name: "genre" | "mood" | "key" | "tag", print: (value: string) => string = (value) => value): Facet => ({
    name,
    label: capital(name),
    said: filters[name] === undefined ? null : print(filters[name]),
    fields: [name],
    choices: found[name].map(({ value, count }) => ({ label: print(value), count, set: { [name]: value } })),
  });
  return [
    word("genre"),
    word("mood"),
    word("key", accidentals),
    range("tempo", "Tempo", ["tempo_min", "tempo_max"], filters, found.tempo.map(({ from, to, count }) => ({ label: `${from} to ${to} bpm`, count, set: { tempo_min: from, tempo_max: to } }))),
    range("length", "Length", ["length_min", "length_max"], filters, LENGTHS.map(([label, set]) => ({ label, count: null, set }))),
    range("year", "Made", ["year_min", "year_max"], filters, found.year.map(({ value, count }) => ({ label: String(value), count, set: { year_min: value, year_max: value } }))),
    word("tag"),
  ].filter(({ choices, said }) => choices.length > 0 || said !== null);
}

function range(name: string, label: string, fields: readonly (keyof Filters)[], filters: Filters, choices: Facet["choices"]): Facet {
  const isSaid = fields.some((field) => filters[field] !== undefined);
  const chosen = choices.find(({ set }) => fields.every((field) => set[field] === filters[field]));
  return { name, label, fields, choices, said: isSaid ? (chosen?.label ?? label) : null };
}

/** The filters without what they say about a facet. */
export function without(filters: Filters, { fields }: Pick<Facet, "fields">): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([name]) => !fields.includes(name as keyof Filters)));
}

export const isEmpty = (filters: Filters): boolean => Object.keys(filters).length === 0;
