/** Tells the browser that this page plays, so that the keys of keyboards, headphones and lock screens come here.
 *
 * Browsers give those keys to pages with a media element that plays; what an audio context plays does not count. So an
 * element plays silence for as long as a song plays.
 */
import { silence } from "../model/silence";

const LENGTH_S = 10; // shorter ones count as a notification's sound

export class Anchor {
  #audio: HTMLAudioElement | null = null;

  hold(): void {
    this.#audio ??= this.#make();
    this.#audio.play().catch(() => undefined); // without it there are no keys, and the song plays all the same
  }

  release(): void {
    this.#audio?.pause();
  }

  end(): void {
    if (!this.#audio) return;
    this.release();
    URL.revokeObjectURL(this.#audio.src);
    this.#audio = null;
  }

  #make(): HTMLAudioElement {
    const audio = document.createElement("audio");
    audio.src = URL.createObjectURL(new Blob([silence(LENGTH_S)], { type: "audio/wav" }));
    audio.loop = true;
    return audio;
  }
}
