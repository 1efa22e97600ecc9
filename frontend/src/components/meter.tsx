/** A meter of small blocks: a quarter for each 8 dB, the peak held for a second, over zero in the colour of failure. */
import type { ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useDrawing } from "../draw/surface";
import type { Family } from "../model/families";
import { held, LEAST_DB, lit } from "../model/level";

const BLOCK = 4; // px, three of them lit

interface Props {
  db: ReadonlySignal<number>;
  /** Null: in the colour of ink. */
  family: Family | null;
}

export function Meter({ db, family }: Props): JSX.Element {
  const peak = useRef({ db: LEAST_DB, since_s: 0 });
  const ref = useDrawing(
    (ctx, width, height, colours) => {
      const now = db.value;
      peak.current = held(peak.current, now, performance.now() / 1000);
      const top_db = peak.current.db;
      const blocks = Math.floor(width / BLOCK);
      const top = Math.ceil(lit(top_db) * blocks) - 1;
      for (let i = 0; i < blocks; i++) {
        const isLit = i < lit(now) * blocks || (i === top && top_db > LEAST_DB);
        const colour = top_db > 0 && i === blocks - 1 ? colours.failed : family ? colours.families[family] : colours.plain;
        ctx.fillStyle = isLit ? colour : colours.line;
        ctx.fillRect(i * BLOCK, 0, BLOCK - 1, height);
      }
    },
    [db, family],
  );
  return <canvas ref={ref} class="meter" aria-hidden="true" />;
}
