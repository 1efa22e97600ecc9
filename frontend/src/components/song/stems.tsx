/** The stems of a song, lane under lane, as the picture stacks them. */
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import type { Peaks } from "../../core/wire-peaks";
import { fromTheMiddle } from "../../model/families";
import { laneShares } from "../../model/lanes";
import { isPlaying } from "../../stores/playing";
import type { Choice } from "./ribbon";
import { StemLane } from "./stem-lane";

interface StemsProps extends Choice {
  peaks: Peaks | null;
  at_s: { readonly value: number | null };
}

export function Stems({ song, chosen, peaks, at_s }: StemsProps): JSX.Element {
  const shapes = new Map(peaks?.stems.map((shape) => [shape.id, shape]));
  const shares = laneShares(peaks?.stems ?? []);
  return (
    <>
      {fromTheMiddle(song.stems)
        .reverse()
        .map((stem) => (
          <OneStem key={stem.id} song={song} chosen={chosen} stem={stem} peaks={peaks} shape={shapes.get(stem.id) ?? null} share={shares.get(stem.id) ?? 1} at_s={at_s} />
        ))}
    </>
  );
}

type OneStemProps = Omit<Parameters<typeof StemLane>[0], "sounding"> & StemsProps;

function OneStem({ song, chosen, stem, peaks, shape, share, at_s }: OneStemProps): JSX.Element {
  const sounding = useComputed(() => {
    const now = isPlaying.value ? at_s.value : null;
    if (now === null || !shape || !peaks) return null;
    return (shape.peaks[Math.floor(now * peaks.columns_per_s)] ?? 0) / 255;
  });
  return <StemLane song={song} chosen={chosen} stem={stem} shape={shape} share={share} sounding={sounding} />;
}
