/** The picture of what is planned, and how much of it is made. */
import type { JSX } from "preact";
import type { PlannedSection } from "../core/wire";
import { drawHairlines } from "../draw/strata";
import { useDrawing } from "../draw/surface";
import { hairlines } from "../model/hairlines";
import { LARGE, SMALL } from "../model/strata";
import { named } from "./strata";

interface Props {
  sections: readonly PlannedSection[];
  /** 0..1 */
  done?: number;
  isLarge?: boolean;
  class?: string;
  label?: string;
}

export function Hairlines({ sections, done = 0, isLarge = false, label, ...rest }: Props): JSX.Element {
  const rule = isLarge ? LARGE : SMALL;
  const ref = useDrawing(
    (ctx, width, height, colours) => {
      drawHairlines(ctx, hairlines(sections, width, height, rule.pitch), height, colours, done);
    },
    [sections, done, rule],
  );
  return <canvas ref={ref} class={rest.class ?? "strata"} {...named(label)} />;
}
