/** The words of a song and who sings them. */
import type { JSX } from "preact";
import { useScope } from "../../core/hooks";
import { DEFAULT_VOICE } from "../../model/voices";
import { wordsRefusal } from "../../stores/create";
import { analysis, keepAnalysing, readingProblem } from "../../stores/lyrics";
import { type Singing, singing } from "../../stores/voices";
import { Documents } from "./documents";
import { Editor } from "./editor";
import { LineTools } from "./line-tools";
import { Manner } from "./manner";
import { VoicePicker } from "./voice-picker";
import { Writer } from "./writer";

export function WordsPanel(): JSX.Element {
  useScope(keepAnalysing, []);
  const wrong = readingProblem.value || wordsRefusal.value;
  const set = (part: Singing): void => void (singing.value = { ...singing.peek(), ...part });
  return (
    <section class="byhand words" id="words" aria-label="Words and voice">
      <div>
        <Documents />
        <Editor />
        <LineTools />
        {analysis.value?.warnings.map((warning) => (
          <p key={warning} class="caution">
            {warning}
          </p>
        ))}
        {wrong && (
          <p class="wrong" role="alert">
            {wrong}
          </p>
        )}
      </div>
      <Writer />
      <VoicePicker name="voice" value={singing.value.voice ?? DEFAULT_VOICE} set={(voice) => set({ voice })} />
      <Manner name="sing" value={singing.value} set={set} />
    </section>
  );
}
