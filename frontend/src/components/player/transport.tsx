/** Play, pause, the song before and after, and in which order they come. */
import type { JSX } from "preact";
import type { SongDetail } from "../../core/wire";
import { hasNext, skip, toggle } from "../../stores/player";
import { isPlaying } from "../../stores/playing";
import { isShuffled, repeat, toggleShuffle, turnRepeat } from "../../stores/queue";
import { Icon } from "../icon";

export function Transport({ song }: { song: SongDetail | null }): JSX.Element {
  const label = isPlaying.value ? "Pause" : "Play";
  return (
    <>
      <button type="button" class="btn icon pc" aria-label="Previous" disabled={!song} onClick={() => void skip(-1)}>
        <Icon name="previous" />
      </button>
      <button type="button" class="btn primary round" aria-label={label} disabled={!song} onClick={() => void toggle()}>
        <Icon name={isPlaying.value ? "pause" : "play"} />
      </button>
      <button type="button" class="btn icon pc" aria-label="Next" disabled={!hasNext.value} onClick={() => void skip(1)}>
        <Icon name="next" />
      </button>
    </>
  );
}

const REPEATS = { off: "Repeat", all: "Repeat all", one: "Repeat this song" } as const;

export function Order(props: { class: string }): JSX.Element {
  return (
    <span class={`order ${props.class}`}>
      <button type="button" class="btn icon lamp" aria-label="Shuffle" title="Shuffle" aria-pressed={isShuffled.value} onClick={toggleShuffle}>
        <Icon name="shuffle" />
      </button>
      <button
        type="button"
        class="btn icon lamp"
        aria-label={REPEATS[repeat.value]}
        title={REPEATS[repeat.value]}
        aria-pressed={repeat.value !== "off"}
        onClick={turnRepeat}
      >
        <Icon name={repeat.value === "one" ? "repeat-one" : "repeat"} />
      </button>
    </span>
  );
}
