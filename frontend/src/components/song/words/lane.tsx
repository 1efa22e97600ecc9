/** The words of a song as they are sung: the line before, the line now, the line after; or all of them. */
import { type ReadonlySignal, type Signal, useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { kept } from "../../../core/kept";
import type { SongDetail } from "../../../core/wire";
import type { SongWords, SungLine } from "../../../core/wire-words";
import { readable } from "../../../model/lyrics";
import { isSungStem } from "../../../model/voices";
import { type Moment, momentOf, seenAt, type WordPlace } from "../../../model/words";
import { makingOf, sungAnew } from "../../../stores/edits";
import { lag_s } from "../../../stores/playing";
import { wordsOf } from "../../../stores/song-words";
import { voiceWith } from "../../../stores/voices";
import { AllWords } from "./all";
import { LineField } from "./line-field";
import { SungWords } from "./sung-words";

/** Whether all words are shown, whichever song and take it is. */
const isWhole = kept("all-words", false);

interface Props {
  song: SongDetail;
  at_s: ReadonlySignal<number | null>;
  goTo: (at_s: number) => void;
}

export function WordsLane({ song, at_s, goTo }: Props): JSX.Element | null {
  const words = song.stems.some(isSungStem) ? wordsOf(song).value : null;
  if (!words?.lines.length) return null;
  return <Lane key={song.take} song={song} words={words} at_s={at_s} goTo={goTo} />;
}

function Lane({ song, words, at_s, goTo }: Props & { words: SongWords }): JSX.Element {
  const { lines } = words;
  const edited = useSignal<WordPlace | null>(null);
  const last = useRef<Moment | null>(null);
  const moment = useComputed(() => (last.current = momentOf(lines, seenAt(at_s.value ?? -1, lag_s.value), last.current)));
  const change = song.track_id === null ? null : (place: WordPlace): void => void (edited.value = place);
  const voice = voiceWith(words.voice);
  return (
    <div class="lane words" role="group" aria-label="Words">
      <div class="head">
        <span class="k">
          Words
          <small title={words.licence}>{voice?.label ?? words.voice}</small>
          <small class="editing">{makingOf(song.id)}</small>
        </span>
        <button type="button" class="btn small quiet" aria-expanded={isWhole.value} onClick={() => (isWhole.value = !isWhole.value)}>
          All words
        </button>
      </div>
      {isWhole.value ? (
        <AllWords song={song} lines={lines} moment={moment} edited={edited} change={change} goTo={goTo} />
      ) : (
        <ThreeLines song={song} lines={lines} moment={moment} edited={edited} change={change} />
      )}
    </div>
  );
}

interface LinesProps {
  song: SongDetail;
  lines: readonly SungLine[];
  moment: ReadonlySignal<Moment>;
  edited: Signal<WordPlace | null>;
  change: ((place: WordPlace) => void) | null;
}

/** The line that is sung stays while one of its words is changed. */
function ThreeLines({ song, lines, moment, edited, change }: LinesProps): JSX.Element {
  const at = useComputed(() => edited.value?.line ?? moment.value.line);
  const line = lines[at.value];
  return (
    <div class="lyric">
      <p class="was">{readable(lines[at.value - 1]?.text ?? "")}</p>
      {edited.value ? (
        <LineField song={song} lines={lines} place={edited.value} close={() => (edited.value = null)} />
      ) : (
        <p class={sungAnew(song.id, lines).includes(at.value) ? "lit anew" : "lit"}>{line && <SungWords line={line} index={at.value} moment={moment} change={change} />}</p>
      )}
      <p class="will">{readable(lines[at.value + 1]?.text ?? "")}</p>
    </div>
  );
}
