/** Brings a finished song into the library. */
import { useSignal } from "@preact/signals";
import type { JSX, TargetedSubmitEvent } from "preact";
import { bringSong } from "../../api/songs";
import { asApiError } from "../../core/loading";
import { go } from "../../core/router";
import { ENDINGS } from "../../model/uploads";
import { Notice } from "../notice";

const WORDS = [
  ["title", "Title"],
  ["artist", "Artist"],
  ["album", "Album"],
  ["genre", "Genre"],
] as const;

export function BringSong(): JSX.Element {
  const problem = useSignal("");
  const isBusy = useSignal(false);
  const bring = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    form.set("public", String(form.has("public")));
    for (const [name] of WORDS) if (!form.get(name)) form.delete(name);
    isBusy.value = true;
    problem.value = "";
    try {
      go(`/songs/${(await bringSong(form)).id}`);
    } catch (error) {
      problem.value = asApiError(error).message;
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <details class="bringsong">
      <summary class="btn">Bring a finished song</summary>
      <form onSubmit={(event) => void bring(event)}>
        {problem.value && <Notice>{problem.value}</Notice>}
        <p class="field">
          <label for="song-file">Song</label>
          <input id="song-file" type="file" name="file" accept={ENDINGS} required />
        </p>
        {WORDS.map(([name, label]) => (
          <p key={name} class="field">
            <label for={`song-${name}`}>{label}</label>
            <input id={`song-${name}`} name={name} maxLength={200} />
          </p>
        ))}
        <label class="check">
          <input type="checkbox" name="public" />
          Everybody may hear it
        </label>
        <button type="submit" class="btn" aria-disabled={isBusy.value}>
          {isBusy.value ? "Bringing" : "Bring it"}
        </button>
      </form>
    </details>
  );
}
