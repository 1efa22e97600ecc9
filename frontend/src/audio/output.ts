/** The way out: one audio context, the volume, and an analyser that measures what is really heard. */

const FFT_SIZE = 2048; // about 46 ms at 44.1 kHz: steady enough to read, quick enough to follow

export class Output {
  readonly context = new AudioContext({ latencyHint: "interactive" });
  readonly input: AudioNode;
  readonly #volume: GainNode;
  readonly #analyser: AnalyserNode;
  readonly #samples = new Float32Array(FFT_SIZE);

  constructor(volume: number) {
    this.#volume = new GainNode(this.context, { gain: volume });
    this.#analyser = new AnalyserNode(this.context, { fftSize: FFT_SIZE });
    this.#volume.connect(this.#analyser).connect(this.context.destination);
    this.input = this.#volume;
  }

  set volume(value: number) {
    glide(this.#volume.gain, value, this.context.currentTime);
  }

  /** Browsers start a context only after somebody touched the page. */
  async wake(): Promise<void> {
    if (this.context.state !== "running") await this.context.resume();
  }

  /** How long sound takes from here to the ear; wireless headphones take long. */
  get latency_s(): number {
    return (this.context.baseLatency || 0) + (this.context.outputLatency || 0); // not every browser knows
  }

  /** The root mean square of what sounds now, as amplitude. */
  rms(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    let squares = 0;
    for (const sample of this.#samples) squares += sample * sample;
    return Math.sqrt(squares / this.#samples.length);
  }
}

const GLIDE_S = 0.012; // short enough to feel at once, long enough not to click

/** Move a parameter without a click. */
export function glide(param: AudioParam, value: number, now_s: number): void {
  param.cancelScheduledValues(now_s);
  param.setTargetAtTime(value, now_s, GLIDE_S);
}
