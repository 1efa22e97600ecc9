/** What the server says of the shape of a song. */

export interface StemPeaks {
  id: string;
  name: string;
  family: string;
  peaks: number[];
}

/** Loudness over time, 0..255, ``columns_per_s`` values a second. */
export interface Peaks {
  duration_s: number;
  columns_per_s: number;
  master: number[];
  stems: StemPeaks[];
}
