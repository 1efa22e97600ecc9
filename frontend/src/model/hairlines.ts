/** The picture of what is planned: one hairline a column, as tall as the section is energetic. */
import type { PlannedSection } from "../core/wire";

export interface Hairline {
  x: number;
  tall: number;
}

const TALLEST = 0.88; // of the height
const LEAST = 2; // px

export function hairlines(
  sections: readonly PlannedSection[],
  width: number,
  height: number,
  pitch: number,
): Hairline[] {
  const bars = sections.reduce((sum, section) => sum + section.bars, 0);
  const count = Math.floor(width / pitch);
  if (!bars) return [];
  return Array.from({ length: count }, (_, c) => {
    const energy = energyAt(sections, (c / count) * bars);
    return { x: c * pitch, tall: Math.max(LEAST, energy * TALLEST * height) };
  });
}

function energyAt(sections: readonly PlannedSection[], bar: number): number {
  let end = 0;
  for (const section of sections) {
    end += section.bars;
    if (bar < end) return section.energy;
  }
  return sections.at(-1)?.energy ?? 0;
}
