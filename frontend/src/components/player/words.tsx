/** The words of what plays, lit as they are sung. */
import { signal, useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { SongDetail } from "../../core/wire";
import type { SungLine } from "../../core/wire-words";
import { type Moment, momentOf, seenAt } from "../../model/words";
import { playFrom } from "../../stores/player";
import { current, lag_s, position_s } from "../../stores/playing";
import { wordsOf } from "../../stores/song-words";
import { AllWords } from "../song/words/all";

export function WordsView(): JSX.Element {
  const song = current.value;
  if (!song) return <p class="nothing">Nothing plays yet.</p>;
  const lines = wordsOf(song).value?.lines;
  if (lines?.length) return <Sung key={`${song.id}/${song.take}`} song={song} lines={lines} />;
  if (song.lyrics) return <pre class="plainwords">{song.lyrics}</pre>;
  return <p class="nothing">{song.title} has no words.</p>;
}

const unchanged = signal(null);

function Sung({ song, lines }: { song: SongDetail; lines: readonly SungLine[] }): JSX.Element {
  const last = useRef<Moment | null>(null);
  const moment = useComputed(() => (last.current = momentOf(lines, seenAt(position_s.value, lag_s.value), last.current)));
  return <AllWords song={song} lines={lines} moment={moment} edited={unchanged} change={null} goTo={(at_s) => void playFrom(song, at_s)} />;
}
