/** The picture of a song, of any size: strata where the peaks are known. */
import { signal, type ReadonlySignal } from "@preact/signals";
import type { HTMLAttributes, JSX } from "preact";
import { useMemo } from "preact/hooks";
import { useScope } from "../core/hooks";
import type { Peaks } from "../core/wire-peaks";
import { drawStrata } from "../draw/strata";
import { useDrawing } from "../draw/surface";
import { LARGE, SMALL, strata } from "../model/strata";

interface Props {
  peaks: Peaks;
  isLarge?: boolean;
  /** Which stems are heard; the others are drawn without colour. */
  isHeard?: ReadonlySignal<(stem: string) => boolean>;
  /** Grow out of the middle when first drawn. */
  grows?: boolean;
  class?: string;
  label?: string;
}

const everyStem = signal(() => true);

export function Strata({ peaks, isLarge = false, isHeard = everyStem, grows = false, label, ...rest }: Props): JSX.Element {
  const rule = isLarge ? LARGE : SMALL;
  const grown = useMemo(() => signal(grows ? 0 : 1), [peaks, grows]);
  const ref = useDrawing(
    (ctx, width, height, colours) => {
      const columns = strata(peaks, width, height, rule);
      drawStrata(ctx, columns, rule, height, colours, { isHeard: isHeard.value, grown: grown.value });
    },
    [peaks, rule, isHeard, grown],
  );
  useScope((scope) => {
    if (grown.peek() === 1) return;
    const start = performance.now();
    scope.frames((now) => {
      grown.value = ease(Math.min(1, Math.max(0, now - start) / GROWING_MS));
      return grown.value < 1 ? undefined : "done";
    });
  }, [grown]);
  return <canvas ref={ref} class={rest.class ?? "strata"} {...named(label)} />;
}

const GROWING_MS = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 320;

const ease = (t: number): number => 1 - (1 - t) ** 3;

/** A picture has a name, or it is decoration. */
export function named(label: string | undefined): HTMLAttributes<HTMLCanvasElement> {
  return label ? { role: "img", "aria-label": label } : { "aria-hidden": true };
}
