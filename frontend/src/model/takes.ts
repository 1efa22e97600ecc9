/** The takes of a song as a tree, in the order in which a list shows it. */
import type { Take } from "../core/wire-takes";

export interface Branch {
  take: Take;
  /** How many takes lie between it and the first one. */
  depth: number;
}

/** Every take under its parent, children in the order in which they were made. */
export function branches(takes: readonly Take[]): Branch[] {
  const known = new Set(takes.map((take) => take.number));
  const children = (parent: number | null): Take[] =>
    takes.filter((take) => (take.parent !== null && known.has(take.parent) ? take.parent : null) === parent);
  const from = (parent: number | null, depth: number): Branch[] =>
    children(parent).flatMap((take) => [{ take, depth }, ...from(take.number, depth + 1)]);
  return from(null, 0);
}

/** What a take is called in a list: what was changed, or that it is the first. */
export const takeText = ({ text, parent }: Take): string => text || (parent === null ? "as first made" : "changed");
