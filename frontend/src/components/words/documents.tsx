/** Words that are kept: save, open another, go back to a version. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../core/hooks";
import { age } from "../../model/time";
import { begin, discard, documents, isChanged, isSaving, loadDocuments, open, openDocument, problem, restore, save, versions } from "../../stores/lyric-documents";
import { canRedo, canUndo, isSung, redoWords, undoWords } from "../../stores/lyrics";
import { reading } from "../../stores/create";
import { user } from "../../stores/session";
import { Icon } from "../icon";
import { Menu } from "../menu";

export function Documents(): JSX.Element {
  const isNaming = useSignal(false);
  useScope((scope) => scope.effect(() => {
    if (user.value) void loadDocuments();
  }), []);
  return (
    <header class="wordshead">
      <h2>{open.value ? open.value.title : "Words"}</h2>
      {open.value && (
        <small>
          version {open.value.version}
          {isChanged.value && ", changed"}
        </small>
      )}
      <span class="push" />
      <Step icon="undo" label="Undo" isOff={!canUndo.value} act={undoWords} />
      <Step icon="redo" label="Redo" isOff={!canRedo.value} act={redoWords} />
      {user.value && (
        <>
          <Versions />
          <Others />
          {isNaming.value ? (
            <Naming close={() => (isNaming.value = false)} />
          ) : (
            <button
              type="button"
              class="btn small"
              disabled={!isSung.value || !isChanged.value || isSaving.value}
              onClick={() => (open.value ? void save(open.value.title) : (isNaming.value = true))}
            >
              {isSaving.value ? "Saving" : "Save"}
            </button>
          )}
        </>
      )}
      {problem.value && (
        <p class="wrong" role="alert">
          {problem.value}
        </p>
      )}
    </header>
  );
}

function Step({ icon, label, isOff, act }: { icon: "undo" | "redo"; label: string; isOff: boolean; act: () => void }): JSX.Element {
  return (
    <button type="button" class="btn icon small" aria-label={label} title={label} disabled={isOff} onClick={act}>
      <Icon name={icon} />
    </button>
  );
}

function Naming({ close }: { close: () => void }): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  useScope(() => field.current?.select(), []);
  const submit = (event: Event): void => {
    event.preventDefault();
    const title = field.current?.value.trim();
    if (title) void save(title);
    close();
  };
  return (
    <form class="question" onSubmit={submit} onKeyDown={(event) => event.key === "Escape" && close()}>
      <label>
        <span class="k">Save as</span>
        <input ref={field} required maxLength={200} defaultValue={reading.value?.says.brief.title ?? ""} />
      </label>
      <button type="submit" class="btn small">
        Save
      </button>
    </form>
  );
}

function Versions(): JSX.Element | null {
  if (versions.value.length < 2) return null;
  const items = versions.value.map(({ version, created_at }) => ({
    label: `Version ${version}`,
    hint: age(new Date(created_at), new Date()),
    act: () => void restore(version),
  }));
  return (
    <Menu label="Versions of these words" class="btn small quiet" groups={[{ items }]}>
      Versions
    </Menu>
  );
}

function Others(): JSX.Element | null {
  const here = open.value;
  if (!documents.value.length) return null;
  const items = documents.value.map(({ id, title, updated_at }) => ({
    label: title,
    hint: age(new Date(updated_at), new Date()),
    act: () => void openDocument(id),
  }));
  const acts = here
    ? [
        { label: "New words", act: begin },
        { label: `Delete ${here.title}`, act: () => void discard(here.id) },
      ]
    : [];
  return (
    <Menu label="Open saved words" class="btn small quiet" groups={[{ title: "Saved words", items }, ...(acts.length ? [{ items: acts }] : [])]}>
      Open
    </Menu>
  );
}
