/** A line of a song, word by word: each lit as it is sung, each a button that changes it. */
import { type ReadonlySignal, useComputed } from "@preact/signals";
import type { JSX } from "preact";
import type { SungLine } from "../../../core/wire-words";
import { cutWords, readable } from "../../../model/lyrics";
import { type Light, lightOf, type Moment, type WordPlace } from "../../../model/words";

interface Props {
  line: SungLine;
  /** Which of the song's lines it is. */
  index: number;
  moment: ReadonlySignal<Moment>;
  change: ((place: WordPlace) => void) | null;
}

export function SungWords({ line, index, moment, change }: Props): JSX.Element {
  const words = line.words.map((word) => ({ ...word, text: readable(word.text) }));
  return (
    <>
      {cutWords(readable(line.text), words).map(({ text, word, index: place, start }) =>
        word ? <OneWord key={`${index} ${start}`} text={text} place={{ line: index, word: place }} moment={moment} change={change} /> : text,
      )}
    </>
  );
}

function OneWord({ text, place, moment, change }: { text: string; place: WordPlace } & Pick<Props, "moment" | "change">): JSX.Element {
  const light = useComputed((): Light => {
    const now = moment.value;
    if (now.line !== place.line) return now.line > place.line ? "sung" : "next";
    return lightOf(place.word, now);
  });
  const short = text.length < 2 ? " short" : "";
  const lit = { class: light.value + short, "aria-current": light.value === "now" ? ("true" as const) : undefined };
  if (!change) return <span {...lit}>{text}</span>;
  return (
    <button type="button" title="Change this word" {...lit} onClick={() => change(place)}>
      {text}
    </button>
  );
}
