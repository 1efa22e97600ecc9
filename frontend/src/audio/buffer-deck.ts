/** Plays decoded recordings together, sample by sample on the clock of the audio context: the stems of a song, or the
 * whole of it.
 */
import type { Deck } from "./deck";
import { glide, type Output } from "./output";

export interface Loop {
  start_s: number;
  end_s: number;
}

const SOON_S = 0.03; // all stems are told to start at one moment a little ahead
const FADE_S = 0.02;

export class BufferDeck implements Deck {
  readonly #gains: Map<string, GainNode>;
  readonly #bus: GainNode;
  #sources: AudioBufferSourceNode[] = [];
  #start_s = 0; // on the context's clock, when position 0 of the song would have been
  #rest_s = 0; // the position while nothing plays
  #loop: Loop | null = null;

  constructor(
    private readonly output: Output,
    private readonly buffers: ReadonlyMap<string, AudioBuffer>,
    private readonly tell: { ended: () => void },
    private loudness = 1,
  ) {
    this.#bus = new GainNode(output.context, { gain: 0 });
    this.#bus.connect(output.input);
    this.#gains = new Map(
      [...buffers.keys()].map((id) => {
        const gain = new GainNode(output.context);
        gain.connect(this.#bus);
        return [id, gain];
      }),
    );
  }

  setGain(stem: string, gain: number): void {
    const node = this.#gains.get(stem);
    if (node) glide(node.gain, gain, this.output.context.currentTime);
  }

  setLoudness(loudness: number): void {
    this.loudness = loudness;
    if (this.#isPlaying) glide(this.#bus.gain, loudness, this.output.context.currentTime);
  }

  /** Go round and round a stretch of the song; from its start if the song is elsewhere. */
  set loop(loop: Loop | null) {
    const at = this.position_s;
    const isInside = !loop || (at >= loop.start_s && at < loop.end_s);
    this.#loop = loop;
    this.seek(isInside ? at : loop.start_s);
  }

  async play(from_s: number, when_s?: number): Promise<void> {
    await this.output.wake();
    this.#start(from_s, when_s);
  }

  pause(): void {
    this.#rest_s = this.position_s;
    this.#stop();
  }

  seek(to_s: number): void {
    this.#rest_s = to_s;
    if (this.#isPlaying) this.#start(to_s);
  }

  get position_s(): number {
    if (!this.#isPlaying) return this.#rest_s;
    const at = Math.max(this.#rest_s, this.output.context.currentTime - this.#start_s);
    return this.#loop ? wrap(at, this.#loop) : Math.min(at, this.#length_s);
  }

  /** When the last sample will have sounded, on the clock of the context; null while that is open. */
  get endsAt_s(): number | null {
    return this.#isPlaying && !this.#loop ? this.#start_s + this.#length_s : null;
  }

  end(when_s = this.output.context.currentTime): void {
    this.#stop(when_s);
    setTimeout(() => this.#bus.disconnect(), (when_s - this.output.context.currentTime + 4 * FADE_S) * 1000);
  }

  get #isPlaying(): boolean {
    return this.#sources.length > 0;
  }

  get #length_s(): number {
    return Math.max(0, ...[...this.buffers.values()].map((buffer) => buffer.duration));
  }

  #start(from_s: number, when = this.output.context.currentTime + SOON_S): void {
    this.#stop();
    this.#rest_s = from_s;
    this.#start_s = when - from_s;
    this.#sources = [...this.buffers].map(([id, buffer]) => this.#source(id, buffer, when, from_s));
    const [first] = this.#sources;
    if (first) first.onended = () => this.#finish();
    if (from_s > 0) fade(this.#bus.gain, this.loudness, when);
    else begin(this.#bus.gain, this.loudness, when);
  }

  #source(id: string, buffer: AudioBuffer, when: number, from_s: number): AudioBufferSourceNode {
    const source = new AudioBufferSourceNode(this.output.context, { buffer });
    if (this.#loop) Object.assign(source, { loop: true, loopStart: this.#loop.start_s, loopEnd: this.#loop.end_s });
    const gain = this.#gains.get(id);
    if (gain) source.connect(gain);
    source.start(when, from_s);
    return source;
  }

  #stop(when_s = this.output.context.currentTime): void {
    for (const source of this.#sources) {
      source.onended = () => source.disconnect();
      source.stop(when_s + FADE_S);
    }
    if (this.#sources.length) fade(this.#bus.gain, 0, when_s);
    this.#sources = [];
  }

  #finish(): void {
    this.#sources = [];
    this.#rest_s = this.#length_s;
    this.tell.ended();
  }
}

/** The position inside a loop that has gone round any number of times. */
export function wrap(at_s: number, { start_s, end_s }: Loop): number {
  return at_s < end_s ? at_s : start_s + ((at_s - start_s) % (end_s - start_s));
}

function fade(param: AudioParam, to: number, when_s: number): void {
  param.cancelScheduledValues(when_s);
  param.setTargetAtTime(to, when_s, FADE_S / 4);
}

/** The beginning of a recording is heard as it is: it may go on from the end of another. */
function begin(param: AudioParam, value: number, when_s: number): void {
  param.cancelScheduledValues(when_s);
  param.setValueAtTime(value, when_s);
}
