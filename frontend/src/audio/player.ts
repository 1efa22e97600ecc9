/** Plays one song after the other: as the finished master, from the first touch of a stem as its stems.
 *
 * The change to the stems happens on the clock of the audio context: they begin at the very moment and place at which
 * the master falls silent, so that nobody hears it. A song that follows is decoded ahead and begins at the sample
 * after the last one of the song before.
 */
import { BufferDeck, type Loop } from "./buffer-deck";
import type { Deck } from "./deck";
import { decode, decodeStems, type StemFile } from "./decoding";
import { MasterDeck } from "./master-deck";
import { Output } from "./output";

export interface Recording {
  master: string;
  stems: readonly StemFile[];
  duration_s: number;
  /** How loud it plays among the others, as a factor. */
  loudness: number;
}

export interface Listener {
  /** Nothing sounds any more. */
  ended: () => void;
  /** The song that was to follow has begun. */
  advanced: () => void;
  failed: () => void;
}

const AHEAD_S = 0.06; // time in which a deck is told to begin
const WHOLE = "whole";
const LONGEST_S = 1200; // decoded, two songs of this length take 0.9 GB; longer ones stream and follow with a gap

export class Player {
  #output: Output | null = null;
  #recording: Recording | null = null;
  #deck: Deck | null = null;
  #stems: BufferDeck | null = null;
  #next: { recording: Recording; deck: BufferDeck } | null = null;
  #isPlaying = false;
  #loading: AbortController | null = null;
  #following: AbortController | null = null;
  readonly #told = { ended: () => this.#finish(), failed: () => this.listener.failed() };

  constructor(
    private readonly listener: Listener,
    private volume: number,
  ) {}

  /** Take another recording; what played before ends. */
  load(recording: Recording): void {
    this.eject();
    this.#recording = recording;
  }

  /** Go on with another recording of the same song, at the place where the one before is when the other can begin. */
  async exchange(recording: Recording): Promise<void> {
    const before = this.#deck;
    this.#loading?.abort();
    this.unfollow();
    this.#recording = recording;
    this.#stems = null;
    const next = this.#stream(recording);
    await next.ready();
    if (this.#recording?.master !== recording.master) return next.end(); // its loudness may be set meanwhile
    this.#deck = next;
    if (this.#isPlaying) await next.play(before?.position_s ?? 0);
    else next.seek(before?.position_s ?? 0);
    before?.end();
  }

  eject(): void {
    this.#loading?.abort();
    this.#loading = null;
    this.unfollow();
    this.#deck?.end();
    this.#deck = this.#stems = this.#recording = null;
    this.#isPlaying = false;
  }

  async play(from_s: number): Promise<void> {
    const recording = this.#recording;
    if (!recording) return;
    this.#isPlaying = true;
    this.#deck ??= this.#stream(recording);
    await this.#deck.play(from_s);
    this.#lineUp();
  }

  pause(): void {
    this.#isPlaying = false;
    this.#deck?.pause();
    this.#lineUp();
  }

  seek(to_s: number): void {
    this.#deck?.seek(to_s);
    this.#lineUp();
  }

  get position_s(): number {
    return this.#deck?.position_s ?? 0;
  }

  /** How far what is heard lags behind the position. */
  get lag_s(): number {
    return this.#output?.latency_s ?? 0;
  }

  setVolume(volume: number): void {
    this.volume = volume;
    if (this.#output) this.#output.volume = volume;
  }

  /** Set how loud the song plays among the others, as a factor. */
  setLoudness(loudness: number): void {
    if (this.#recording) this.#recording = { ...this.#recording, loudness };
    this.#deck?.setLoudness(loudness);
  }

  /** The loudness of what is heard now, root mean square, as amplitude. */
  rms(): number {
    return this.#output?.rms() ?? 0;
  }

  /** Go over to the stems, at ``at_s`` if the song rests; true when they play, false when something else came between. */
  async openStems(at_s: number, gains: ReadonlyMap<string, number>): Promise<boolean> {
    const recording = this.#recording;
    if (!recording) return false;
    const loading = (this.#loading = new AbortController());
    const { context } = this.#out;
    const buffers = await decodeStems(recording.stems, recording.duration_s, context.sampleRate, loading.signal);
    if (loading.signal.aborted) return false;
    const stems = this.#buffered(buffers, recording);
    gains.forEach((gain, id) => stems.setGain(id, gain));
    this.#stems = stems;
    await this.#handOver(stems, at_s);
    return true;
  }

  /** Set what is heard of each stem; without effect while the master plays. */
  setGains(gains: ReadonlyMap<string, number>): void {
    gains.forEach((gain, id) => this.#stems?.setGain(id, gain));
  }

  setLoop(loop: Loop | null): void {
    if (this.#stems) this.#stems.loop = loop;
    this.#lineUp();
  }

  /** Let a recording begin when the one that plays ends. Throws where one of them cannot be fetched or decoded. */
  async follow(recording: Recording): Promise<void> {
    this.unfollow();
    const own = this.#recording;
    if (!own || Math.max(own.duration_s, recording.duration_s) > LONGEST_S) return;
    const following = (this.#following = new AbortController());
    const { context } = this.#out;
    const isStreamed = !(this.#deck instanceof BufferDeck);
    const [next, whole] = await Promise.all([
      decode(unheard(recording.master), context, following.signal),
      isStreamed ? decode(unheard(own.master), context, following.signal) : null,
    ]);
    if (following.signal.aborted) return;
    if (whole && !(this.#deck instanceof BufferDeck)) await this.#handOver(this.#buffered(new Map([[WHOLE, whole]]), own), 0);
    if (following.signal.aborted) return;
    this.#next = { recording, deck: this.#buffered(new Map([[WHOLE, next]]), recording) };
    this.#lineUp();
  }

  /** Let nothing follow. */
  unfollow(): void {
    this.#following?.abort();
    this.#next?.deck.end();
    this.#following = this.#next = null;
  }

  /** Tell what follows when to begin, or that it has to wait. */
  #lineUp(): void {
    const end_s = this.#deck instanceof BufferDeck ? this.#deck.endsAt_s : null;
    if (end_s !== null && this.#isPlaying) void this.#next?.deck.play(0, end_s);
    else this.#next?.deck.pause();
  }

  #finish(): void {
    const next = this.#next;
    if (!next) return this.listener.ended();
    this.#loading?.abort();
    this.#deck?.end();
    this.#deck = next.deck;
    this.#recording = next.recording;
    this.#stems = this.#next = null;
    this.listener.advanced();
  }

  async #handOver(deck: BufferDeck, at_s: number): Promise<void> {
    const before = this.#deck;
    this.#deck = deck;
    if (!this.#isPlaying) {
      deck.seek(before?.position_s ?? at_s);
      before?.end();
      return;
    }
    const when = this.#out.context.currentTime + AHEAD_S;
    await deck.play((before?.position_s ?? at_s) + AHEAD_S, when);
    before?.end(when);
    this.#lineUp();
  }

  #stream(recording: Recording): MasterDeck {
    return new MasterDeck(this.#out, recording.master, this.#told, recording.loudness);
  }

  #buffered(buffers: ReadonlyMap<string, AudioBuffer>, recording: Recording): BufferDeck {
    return new BufferDeck(this.#out, buffers, this.#told, recording.loudness);
  }

  get #out(): Output {
    this.#output ??= new Output(this.volume);
    return this.#output;
  }
}

/** The address of a recording that is fetched before anybody hears it: the studio counts who begins to hear a song. */
const unheard = (url: string): string => `${url}${url.includes("?") ? "&" : "?"}download=1`;
