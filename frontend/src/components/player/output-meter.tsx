/** What really comes out of the studio, measured behind the volume. */
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { decibels, LEAST_DB } from "../../model/level";
import { signed } from "../../model/names";
import { level } from "../../stores/playing";
import { Meter } from "../meter";

export function OutputMeter(): JSX.Element {
  const db = useComputed(() => Math.round(decibels(level.value) * 10) / 10);
  return (
    <span
      class="out"
      role="meter"
      aria-label="Output level"
      aria-valuemin={LEAST_DB}
      aria-valuemax={0}
      aria-valuenow={db.value}
      aria-valuetext={`${signed(db.value)} dB`}
    >
      <Meter db={db} family={null} />
    </span>
  );
}
