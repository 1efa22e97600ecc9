/** The line in which the caret is: its syllables, its rhymes, what is hard about it, and other ways to say it. */
import type { JSX } from "preact";
import { useInView } from "../../core/hooks";
import type { ReadLine } from "../../core/wire-words";
import { cutWords, rhymesWith, type Row } from "../../model/lyrics";
import { count } from "../../model/names";
import { rowHere, rows } from "../../stores/lyrics";
import { choices, helpWith, isBusy, problem, rewriteLine, takeLine, task, wordHelp } from "../../stores/writer";
import { hearWords, isLineHeard, isSampleHeard } from "../../stores/voices";
import { Icon } from "../icon";
import { WordTools } from "./word-tools";

export function LineTools(): JSX.Element {
  const row = rowHere.value;
  const isLine = row?.kind === "sung";
  return (
    <div class="linetools">
      <p id="words-line" class="k" role="status">
        {isLine && row ? lineText(row) : ""}
      </p>
      {isLine && row?.read && <LineWords row={row} read={row.read} />}
      {isLine && row?.read?.warnings.map((warning) => <Warning key={warning}>{warning}</Warning>)}
      {(problem.value?.of === "rewrite" || problem.value?.of === "words") && (
        <p class="wrong" role="alert">
          {problem.value.says}
        </p>
      )}
      {wordHelp.value && <WordTools help={wordHelp.value} />}
      {isLine && row && <Choices row={row} />}
    </div>
  );
}

function lineText(row: Row): string {
  const number = `Line ${row.number}`;
  if (!row.read) return number;
  const others = rhymesWith(rows.value, row);
  const rhymes = others.length ? `rhymes with line ${others.join(", ")}` : row.read.rhyme ? "no rhyme yet" : "";
  return [number, count(row.read.syllables, "syllable"), rhymes].filter(Boolean).join(" · ");
}

/** Each word is a button: syllables set apart, the stressed one strong. */
function LineWords({ row, read }: { row: Row; read: ReadLine }): JSX.Element {
  const words = cutWords(row.text, read.words).filter(({ word }) => word);
  return (
    <div class="linewords">
      <ul aria-label="Words of the line">
        {words.map(({ text, start, word }) => (
          <li key={start}>
            <button
              type="button"
              class={word?.known ? "word" : "word strange"}
              aria-label={word?.known ? text : `${text}, not in the dictionary`}
              aria-pressed={wordHelp.value?.start === row.start + start}
              onClick={() => void helpWith(text, row.start + start)}
            >
              {word?.syllables.map((syllable, i) => (
                <span key={i} class={syllable.stress > 1 ? "strong" : undefined}>
                  {syllable.text}
                </span>
              ))}
            </button>
          </li>
        ))}
      </ul>
      <HearIt line={row.text.trim()} />
      <button type="button" class="btn small" disabled={isBusy.value} onClick={() => void rewriteLine(row)}>
        <Icon name="again" />
        {task.value === "rewrite" ? "Writing" : "Say it otherwise"}
      </button>
    </div>
  );
}

function HearIt({ line }: { line: string }): JSX.Element {
  const isOn = isLineHeard(line);
  return (
    <button type="button" class="btn small" aria-pressed={isOn} onClick={() => void hearWords(line)}>
      <Icon name="voice" />
      {isOn ? (isSampleHeard.value ? "Stop" : "Singing") : "Hear it"}
    </button>
  );
}

function Choices({ row }: { row: Row }): JSX.Element | null {
  const found = choices.value;
  const box = useInView<HTMLUListElement>([found]);
  if (!found || found.of !== row.text || !found.lines.length) return null;
  return (
    <ul ref={box} class="choices" aria-label="Other ways to say the line">
      {found.lines.map((line) => (
        <li key={line}>
          <button type="button" onClick={() => takeLine(row, line)}>
            {line}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Warning({ children }: { children: string }): JSX.Element {
  return (
    <p class="caution">
      <Icon name="warning" />
      {children}
    </p>
  );
}
