/** Plays the finished song as it streams in. */
import { Scope } from "../core/scope";
import type { Deck } from "./deck";
import { glide, type Output } from "./output";

export class MasterDeck implements Deck {
  readonly #audio = new Audio();
  readonly #gain: GainNode;
  readonly #scope = new Scope();

  constructor(
    private readonly output: Output,
    url: string,
    tell: { ended: () => void; failed: () => void },
    loudness = 1,
  ) {
    this.#audio.preload = "auto";
    this.#audio.src = url;
    const source = new MediaElementAudioSourceNode(output.context, { mediaElement: this.#audio });
    this.#gain = new GainNode(output.context, { gain: loudness });
    source.connect(this.#gain).connect(output.input);
    this.#scope.listen(this.#audio, "ended", tell.ended);
    this.#scope.listen(this.#audio, "error", tell.failed);
    this.#scope.add(() => {
      source.disconnect();
      this.#gain.disconnect();
      this.#audio.pause();
      this.#audio.removeAttribute("src");
      this.#audio.load(); // lets go of the download
    });
  }

  /** Wait until it can begin without a stop. */
  async ready(): Promise<void> {
    if (this.#audio.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) return;
    await new Promise((resolve, refuse) => {
      this.#scope.listen(this.#audio, "canplay", resolve, { once: true });
      this.#scope.listen(this.#audio, "error", refuse, { once: true });
    });
  }

  async play(from_s: number): Promise<void> {
    if (Math.abs(this.#audio.currentTime - from_s) > 0.01) this.#audio.currentTime = from_s;
    await this.output.wake();
    await this.#audio.play();
  }

  pause(): void {
    this.#audio.pause();
  }

  seek(to_s: number): void {
    this.#audio.currentTime = to_s;
  }

  setLoudness(loudness: number): void {
    glide(this.#gain.gain, loudness, this.output.context.currentTime);
  }

  get position_s(): number {
    return this.#audio.currentTime;
  }

  end(when_s = this.output.context.currentTime): void {
    glide(this.#gain.gain, 0, when_s);
    setTimeout(() => this.#scope.end(), (when_s - this.output.context.currentTime) * 1000 + FADE_MS);
  }
}

const FADE_MS = 80; // the glide is over by then
