/** The shapes of songs, fetched once each and kept while there is room. */
import { signal, type Signal } from "@preact/signals";
import { getPeaks } from "../api/songs";
import type { Peaks } from "../core/wire-peaks";

const ROOM = 150; // songs; about 60 kB each

const shapes = new Map<string, Signal<Peaks | null>>();

/** The shape at an address: null until it is there. */
export function peaksAt(url: string): Signal<Peaks | null> {
  const known = shapes.get(url) ?? fetchShape(url);
  shapes.delete(url);
  shapes.set(url, known); // the one used last is thrown away last
  for (const oldest of shapes.keys()) {
    if (shapes.size <= ROOM) break;
    shapes.delete(oldest);
  }
  return known;
}

function fetchShape(url: string): Signal<Peaks | null> {
  const shape = signal<Peaks | null>(null);
  getPeaks(url).then(
    (peaks) => (shape.value = peaks),
    () => shapes.delete(url), // asked for again when it is next needed
  );
  return shape;
}
