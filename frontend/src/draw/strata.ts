/** Draws strata and hairlines. */
import type { Hairline } from "../model/hairlines";
import type { Column, Rule } from "../model/strata";
import type { Palette } from "./palette";

export interface StrataView {
  isHeard: (stem: string) => boolean;
  /** How far the strata have grown out of the middle, 0..1. */
  grown: number;
}

export function drawStrata(
  ctx: CanvasRenderingContext2D,
  columns: readonly Column[],
  rule: Rule,
  height: number,
  colours: Palette,
  { isHeard, grown }: StrataView,
): void {
  const middle = height / 2;
  for (const { x, strata } of columns) {
    if (!strata.length) {
      ctx.fillStyle = colours.pale;
      ctx.fillRect(x, middle - 0.5, rule.bar, 1);
    }
    for (const { id, family, from, tall } of strata) {
      ctx.fillStyle = isHeard(id) ? colours.families[family] : colours.pale;
      ctx.fillRect(x, middle - (from + tall) * grown, rule.bar, tall * grown);
      ctx.fillRect(x, middle + from * grown, rule.bar, tall * grown);
    }
  }
}

const PLANNED = 0.6; // opacity of what is only planned

/** Draw the plan; the part up to ``done`` (0..1) is drawn in ink: made, though its colours are not known yet. */
export function drawHairlines(
  ctx: CanvasRenderingContext2D,
  lines: readonly Hairline[],
  height: number,
  colours: Palette,
  done: number,
): void {
  const made = Math.round(done * lines.length);
  lines.forEach(({ x, tall }, i) => {
    ctx.globalAlpha = i < made ? 1 : PLANNED;
    ctx.fillStyle = i < made ? colours.ink : colours.pale;
    ctx.fillRect(x, (height - tall) / 2, 1, tall);
  });
  ctx.globalAlpha = 1;
}
