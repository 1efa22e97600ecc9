/** Draws the loudness of one stem along its lane. */
import { resample } from "../model/strata";

const PITCH = 2;
const BAR = 1.25;
const FREE = 8; // px of the lane's height that stay empty

/** ``share`` (0..1) is how much of the height the loudest moment fills. */
export function drawWave(
  ctx: CanvasRenderingContext2D,
  peaks: readonly number[],
  share: number,
  width: number,
  height: number,
  colour: string,
): void {
  const levels = resample(peaks, Math.floor(width / PITCH));
  const scale = (share * (height - FREE)) / Math.max(1, ...levels);
  ctx.fillStyle = colour;
  levels.forEach((level, i) => {
    const tall = Math.max(1, level * scale);
    ctx.fillRect(i * PITCH, (height - tall) / 2, BAR, tall);
  });
}
