/** What the colours of a song mean: its stems, or their families where there are many. */
import { capital } from "./names";
import { type Family, familyOf, fromTheMiddle } from "./families";

export interface LegendItem {
  name: string;
  family: Family;
  stems: string[];
}

const MOST = 8; // more lines than this do not fit beside the picture

/** The legend from the outside in, as the picture is seen. */
export function legendOf(stems: readonly { id: string; name: string; family: string }[]): LegendItem[] {
  const inwards = fromTheMiddle(stems).reverse();
  if (stems.length <= MOST) {
    return inwards.map(({ id, name, family }) => ({ name, family: familyOf(family), stems: [id] }));
  }
  const items = new Map<Family, LegendItem>();
  for (const { id, family } of inwards) {
    const known = items.get(familyOf(family));
    if (known) known.stems.push(id);
    else items.set(familyOf(family), { name: capital(familyOf(family)), family: familyOf(family), stems: [id] });
  }
  return [...items.values()];
}
