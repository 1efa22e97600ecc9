/** Plays one song at a time: as the finished master, and from the first touch of a stem as its stems.
 *
 * The change happens on the clock of the audio context: the stems begin at the very moment and place at which the
 * master falls silent, so that nobody hears it.
 */
import type { Deck } from "./deck";
import { MasterDeck } from "./master-deck";
import { Output } from "./output";
import { type Loop, StemDeck } from "./stem-deck";
import { decodeStems, type StemFile } from "./stem-files";

export interface Recording {
  master: string;
  stems: readonly StemFile[];
  duration_s: number;
}

export interface Listener {
  ended: () => void;
  failed: () => void;
}

const AHEAD_S = 0.06; // time in which the stems are told to begin

export class Player {
  #output: Output | null = null;
  #recording: Recording | null = null;
  #deck: Deck | null = null;
  #stems: StemDeck | null = null;
  #isPlaying = false;
  #loading: AbortController | null = null;

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
    this.#recording = recording;
    this.#stems = null;
    const next = new MasterDeck(this.#out, recording.master, this.listener);
    await next.ready();
    if (this.#recording !== recording) return next.end();
    this.#deck = next;
    if (this.#isPlaying) await next.play(before?.position_s ?? 0);
    else next.seek(before?.position_s ?? 0);
    before?.end();
  }

  eject(): void {
    this.#loading?.abort();
    this.#loading = null;
    this.#deck?.end();
    this.#deck = this.#stems = this.#recording = null;
    this.#isPlaying = false;
  }

  async play(from_s: number): Promise<void> {
    const recording = this.#recording;
    if (!recording) return;
    this.#isPlaying = true;
    this.#deck ??= new MasterDeck(this.#out, recording.master, this.listener);
    await this.#deck.play(from_s);
  }

  pause(): void {
    this.#isPlaying = false;
    this.#deck?.pause();
  }

  seek(to_s: number): void {
    this.#deck?.seek(to_s);
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
    const stems = new StemDeck(this.#out, buffers, this.listener);
    gains.forEach((gain, id) => stems.setGain(id, gain));
    await this.#handOver(stems, at_s);
    return true;
  }

  /** Set what is heard of each stem; without effect while the master plays. */
  setGains(gains: ReadonlyMap<string, number>): void {
    gains.forEach((gain, id) => this.#stems?.setGain(id, gain));
  }

  setLoop(loop: Loop | null): void {
    if (this.#stems) this.#stems.loop = loop;
  }

  async #handOver(stems: StemDeck, at_s: number): Promise<void> {
    const master = this.#deck;
    this.#deck = this.#stems = stems;
    if (!this.#isPlaying) {
      stems.seek(master?.position_s ?? at_s);
      master?.end();
      return;
    }
    const when = this.#out.context.currentTime + AHEAD_S;
    await stems.play((master?.position_s ?? at_s) + AHEAD_S, when);
    master?.end(when);
  }

  get #out(): Output {
    this.#output ??= new Output(this.volume);
    return this.#output;
  }
}
