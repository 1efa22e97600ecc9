/** All voices by language, and a field to find one among many. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import type { Voice } from "../../core/wire-words";
import { byLanguage, sought } from "../../model/voices";
import { sampleProblem, voices } from "../../stores/voices";

interface Props {
  /** What stands above all voices while none is sought. */
  first?: ComponentChildren;
  line: (voice: Voice) => JSX.Element;
}

const MANY = 8; // voices that one oversees without searching

export function VoiceList({ first, line }: Props): JSX.Element {
  const words = useSignal("");
  const groups = byLanguage(sought(voices.value, words.value));
  return (
    <>
      {voices.value.length > MANY && (
        <input
          type="search"
          class="voicesearch"
          aria-label="Search voices"
          placeholder="Name, language, high or low"
          value={words.value}
          onInput={(event) => (words.value = event.currentTarget.value)}
        />
      )}
      {sampleProblem.value && (
        <p class="wrong" role="alert">
          {sampleProblem.value}
        </p>
      )}
      <div class="voicelist">
        {!words.value && first}
        {groups.map(({ title, voices: inGroup }) => (
          <div key={title} role="group" aria-label={title}>
            <p class="k" aria-hidden="true">
              {title}
            </p>
            {inGroup.map(line)}
          </div>
        ))}
        {!groups.length && <p class="k">No voice is called that.</p>}
      </div>
    </>
  );
}
