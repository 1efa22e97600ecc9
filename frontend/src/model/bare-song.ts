/** A song of which little more is known than where it can be heard. */
import type { SongShape } from "../core/contract";
import type { SongDetail } from "../core/wire";

/** What nobody knows of it. */
export const BARE: Omit<SongDetail, "id" | "title" | "duration_s" | "created_at"> = {
  genre: "",
  style: "",
  public: false,
  state: "ready",
  key: null,
  tempo_bpm: null,
  meter: null,
  seed: null,
  prompt: "",
  strata: null,
  track_id: null,
  job_id: null,
  user: "",
  origin: "generated",
  artist: "",
  artist_id: null,
  album: null,
  album_id: null,
  artwork: "",
  tags: [],
  liked: false,
  stars: null,
  gain: null,
  loudness_lufs: null,
  true_peak_dbtp: null,
  sections: [],
  chords: [],
  stems: [],
  peaks_url: null,
  outputs: [],
  brief: null,
  take: 1,
  report: [],
};

/** A recording at an address, as the player wants it. */
export const masterAt = (url: string, name: string, duration_s: number): SongDetail["outputs"][number] => ({
  kind: "master",
  format: /\.(\w+)(?:\?|$)/.exec(url)?.[1] ?? "",
  name,
  url,
  duration_s,
  bytes: 0,
  sha256: "",
});

/** A song of a list as one that the player can play. */
export const playable = (song: SongShape): SongDetail => ({
  ...BARE,
  ...song,
  outputs: song.file ? [masterAt(song.file, song.title, song.duration_s)] : [],
  peaks_url: song.strata?.url ?? null,
});
