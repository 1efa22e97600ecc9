/** Help with one word: what rhymes with it, and what could stand in its place. */
import type { JSX } from "preact";
import { useInView } from "../../core/hooks";
import type { Rhyme } from "../../core/wire-words";
import { respelling, respelt } from "../../model/lyrics";
import { lyrics, putAtCaret, setLyrics } from "../../stores/lyrics";
import { closeHelp, exchange, task, type WordHelp } from "../../stores/writer";
import { Icon } from "../icon";

export function WordTools({ help }: { help: WordHelp }): JSX.Element {
  const { word, rhymes, synonyms } = help;
  const isLooking = task.value === "words";
  const box = useInView<HTMLElement>([help.start, rhymes.length]);
  return (
    <section ref={box} class="wordtools" aria-label={`Words for ${word}`} onKeyDown={(event) => event.key === "Escape" && closeHelp()}>
      <header>
        <h3>{word}</h3>
        <button type="button" class="btn icon small" aria-label="Close" onClick={closeHelp}>
          <Icon name="close" />
        </button>
      </header>
      <Spoken help={help} />
      {isLooking && <p class="k">Looking for words</p>}
      <Row title="Rhymes" hint="goes to the caret" words={rhymes.filter(isPerfect).map(wordOf)} act={putAtCaret} />
      <Row title="Near rhymes" hint="goes to the caret" words={rhymes.filter((rhyme) => !isPerfect(rhyme)).map(wordOf)} act={putAtCaret} />
      <Row title="Instead" hint="takes its place" words={synonyms} act={(other) => exchange(help, other)} />
      {!isLooking && !rhymes.length && !synonyms.length && <p class="k">No word was found for it.</p>}
    </section>
  );
}

/** How the word is said, where the singer would not know. */
function Spoken({ help: { word, start } }: { help: WordHelp }): JSX.Element {
  const end = start + word.length;
  const said = respelling(lyrics.value, end);
  return (
    <div class="finds">
      <label class="k" for="spoken">
        Said as
        <small>Siobhan is shi-VAWN</small>
      </label>
      <input id="spoken" value={said} maxLength={60} spellcheck={false} onChange={(event) => setLyrics(respelt(lyrics.peek(), end, event.currentTarget.value))} />
    </div>
  );
}

const isPerfect = ({ kind }: Rhyme): boolean => kind === "perfect";
const wordOf = ({ word }: Rhyme): string => word;

interface RowProps {
  title: string;
  hint: string;
  words: readonly string[];
  act: (word: string) => void;
}

function Row({ title, hint, words, act }: RowProps): JSX.Element | null {
  if (!words.length) return null;
  return (
    <div class="finds">
      <p class="k">
        {title}
        <small>{hint}</small>
      </p>
      <ul aria-label={title}>
        {words.map((word) => (
          <li key={word}>
            <button type="button" onClick={() => act(word)}>
              {word}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
