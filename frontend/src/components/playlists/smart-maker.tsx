/** Makes a smart playlist: a name and a rule. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { asApiError } from "../../core/loading";
import { type Draft, EMPTY, isWhole, ruleOf } from "../../model/rules";
import { make } from "../../stores/playlists";
import { Notice } from "../notice";
import { RuleBuilder } from "./rule-builder";

export function SmartMaker(): JSX.Element {
  const name = useSignal("");
  const draft = useSignal<Draft>(EMPTY);
  const problem = useSignal("");
  const keep = async (): Promise<void> => {
    try {
      await make(name.value.trim(), ruleOf(draft.value));
    } catch (error) {
      problem.value = asApiError(error).message;
    }
  };
  return (
    <form
      class="settled"
      aria-label="Smart playlist"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      {problem.value && <Notice>{problem.value}</Notice>}
      <div class="newlist">
        <span class="field">
          <label for="smart-name">Name of the smart playlist</label>
          <input id="smart-name" required maxLength={200} value={name.value} onInput={(event) => (name.value = event.currentTarget.value)} />
        </span>
      </div>
      <RuleBuilder draft={draft} />
      <button type="submit" class="btn primary" disabled={!isWhole(draft.value)}>
        Make the smart playlist
      </button>
    </form>
  );
}
