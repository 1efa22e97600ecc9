/** A canvas that is as sharp as the screen and redrawn when its size, its colours or what it reads change. */
import { useRef } from "preact/hooks";
import { signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useScope } from "../core/hooks";
import { type Palette, palette } from "./palette";

export type Draw = (ctx: CanvasRenderingContext2D, width: number, height: number, colours: Palette) => void;

/** Draw into a canvas; signals that ``draw`` reads make it draw again, and so do new ``inputs``. */
export function useDrawing(draw: Draw, inputs: readonly unknown[]): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null);
  useScope((scope) => {
    const canvas = ref.current;
    const ctx = canvas?.getContext("2d");
    if (!canvas || !ctx) return;
    const size = signal({ width: canvas.clientWidth, height: canvas.clientHeight });
    scope.sizes(canvas, (width, height) => {
      const { width: before, height: high } = size.peek();
      if (width !== before || height !== high) size.value = { width, height };
    });
    scope.effect(() => {
      const { width, height } = size.value;
      if (!width || !height || !palette.value) return;
      fit(canvas, ctx, width, height);
      draw(ctx, width, height, palette.value);
    });
  }, inputs);
  return ref;
}

/** Match the canvas to the screen's pixels, empty. */
function fit(canvas: HTMLCanvasElement, ctx: CanvasRenderingContext2D, width: number, height: number): void {
  const ratio = Math.max(1, devicePixelRatio);
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
}
