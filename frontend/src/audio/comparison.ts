/** Two recordings that run side by side, of which one is heard; going over from one to the other takes no time. */
import { Scope } from "../core/scope";
import type { Gains } from "../model/effects";
import { glide, Output } from "./output";

export type Side = keyof Gains;

interface Told {
  time: (position_s: number) => void;
  ended: () => void;
  failed: () => void;
}

export class Comparison {
  readonly #output: Output;
  readonly #scope = new Scope();
  readonly #audios: Record<Side, HTMLAudioElement>;
  readonly #faders: Record<Side, GainNode>;
  #heard: Side = "after";
  #gains: Gains = { before: 1, after: 1 };

  constructor(urls: Readonly<Record<Side, string>>, volume: number, tell: Told) {
    this.#output = new Output(volume);
    this.#audios = { before: new Audio(urls.before), after: new Audio(urls.after) };
    this.#faders = { before: this.#fader("before"), after: this.#fader("after") };
    for (const side of ["before", "after"] as const) {
      this.#scope.listen(this.#audios[side], "error", tell.failed);
      this.#scope.listen(this.#audios[side], "ended", () => side === this.#heard && tell.ended());
      this.#scope.listen(this.#audios[side], "timeupdate", () => side === this.#heard && tell.time(this.#audios[side].currentTime));
    }
    this.#scope.add(() => void this.#output.context.close());
  }

  /** Hear one side, at these gains. */
  hear(side: Side, gains: Gains): void {
    this.#heard = side;
    this.#gains = gains;
    const now = this.#output.context.currentTime;
    for (const one of ["before", "after"] as const) glide(this.#faders[one].gain, one === side ? gains[one] : 0, now);
  }

  async play(from_s: number): Promise<void> {
    this.seek(from_s);
    await this.#output.wake();
    await Promise.all(Object.values(this.#audios).map((audio) => (audio.ended || from_s >= audio.duration ? null : audio.play())));
    this.hear(this.#heard, this.#gains);
  }

  pause(): void {
    for (const audio of Object.values(this.#audios)) audio.pause();
  }

  seek(to_s: number): void {
    for (const audio of Object.values(this.#audios)) audio.currentTime = to_s;
  }

  /** The loudness of what is heard now, as amplitude. */
  rms(): number {
    return this.#output.rms();
  }

  end(): void {
    this.pause();
    for (const audio of Object.values(this.#audios)) {
      audio.removeAttribute("src");
      audio.load(); // lets go of the download
    }
    this.#scope.end();
  }

  #fader(side: Side): GainNode {
    const { context, input } = this.#output;
    const fader = new GainNode(context, { gain: 0 });
    this.#audios[side].preload = "auto";
    new MediaElementAudioSourceNode(context, { mediaElement: this.#audios[side] }).connect(fader).connect(input);
    return fader;
  }
}
