/** The words: a text field over a mirror of itself that shows what was understood. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../core/hooks";
import { pieces } from "../../model/marks";
import { isLeftOut, marks, prompt } from "../../stores/create";
import { focusPrompt } from "../../stores/create-focus";

export function PromptBox(): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  useScope((scope) => {
    scope.effect(() => {
      const wanted = focusPrompt.value;
      if (!wanted) return;
      field.current?.focus();
      field.current?.setSelectionRange(wanted.start, wanted.end);
    });
  }, []);
  return (
    <div class="prompt">
      <div class="marks" aria-hidden="true">
        <Mirror />
      </div>
      <textarea
        ref={field}
        aria-label="Describe the song"
        aria-describedby="unknown"
        placeholder="A warm lo-fi song, 84 bpm, no drums in the intro, with kalimba"
        spellcheck={false}
        rows={2}
        maxLength={2000}
        value={prompt.value}
        onInput={(event) => (prompt.value = event.currentTarget.value)}
      />
    </div>
  );
}

function Mirror(): JSX.Element {
  const cut = pieces(prompt.value, marks.value);
  return (
    <>
      {cut.map(({ text, mark }, i) => {
        if (!mark) return text;
        if (mark.kind === "understood") return <u key={i}>{text}</u>;
        return isLeftOut(mark.about) ? <s key={i}>{text}</s> : <mark key={i}>{text}</mark>;
      })}
      {"\n"}
    </>
  );
}
