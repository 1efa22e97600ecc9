/** An empty place: the hairlines of a song that could be, one sentence, one button. */
import type { JSX } from "preact";
import type { PlannedSection } from "../core/wire";
import { Hairlines } from "./hairlines";

const COULD_BE: readonly PlannedSection[] = [
  [4, 0.1],
  [8, 0.4],
  [8, 0.8],
  [8, 0.45],
  [8, 1],
  [4, 0.15],
].map(([bars = 0, energy = 0]) => ({ letter: "", role: "", name: "", bars, energy }));

export function Empty({ says, way, to }: { says: string; way: string; to: string }): JSX.Element {
  return (
    <div class="empty">
      <Hairlines sections={COULD_BE} isLarge class="strata could" />
      <p>{says}</p>
      <a class="btn primary" href={to}>
        {way}
      </a>
    </div>
  );
}
