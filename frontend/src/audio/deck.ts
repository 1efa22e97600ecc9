/** What plays a song: the whole of it, or its stems. */

export interface Deck {
  /** Play; if ``when_s`` is given, exactly at that moment of the audio context. */
  play(from_s: number, when_s?: number): Promise<void>;
  pause(): void;
  seek(to_s: number): void;
  /** Set how loud it plays among the other songs, as a factor. */
  setLoudness(loudness: number): void;
  readonly position_s: number;
  /** Fall silent (at ``when_s`` of the audio context, else now) and let go of everything. */
  end(when_s?: number): void;
}
