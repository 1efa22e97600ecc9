/** Which rows of a long list are chosen: some by name, or all but some. */

export interface Chosen {
  isAll: boolean;
  /** Those chosen; if all are, those that are not. */
  ids: ReadonlySet<number>;
}

export const NONE: Chosen = { isAll: false, ids: new Set() };
export const ALL: Chosen = { isAll: true, ids: new Set() };

export const isChosen = ({ isAll, ids }: Chosen, id: number): boolean => ids.has(id) !== isAll;

export function toggled({ isAll, ids }: Chosen, id: number): Chosen {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { isAll, ids: next };
}

/** How many are chosen of so many. */
export const chosenOf = ({ isAll, ids }: Chosen, count: number): number => (isAll ? Math.max(0, count - ids.size) : ids.size);
