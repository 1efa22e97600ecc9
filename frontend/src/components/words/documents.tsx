/** Words that are kept: save, open another, go back to a version. */
import { useSignal } from "@preact/signals";
import type { JSX, TargetedEvent } from "preact";
import { useRef } from "preact/hooks";
import { fileOf } from "../../api/lyrics";
import { useScope } from "../../core/hooks";
import { age } from "../../model/time";
import { begin, bring, discard, documents, isChanged, isSaving, loadDocuments, open, openDocument, problem, restore, save, versions } from "../../stores/lyric-documents";
import { canRedo, canUndo, isSung, redoWords, undoWords } from "../../stores/lyrics";
import { reading } from "../../stores/create";
import { user } from "../../stores/session";
import { Icon } from "../icon";
import { Menu, type MenuItem } from "../menu";

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

/** The other words that are kept, files that bring more, and what one does with those that are open. */
function Others(): JSX.Element {
  const file = useRef<HTMLInputElement>(null);
  const choose = (event: TargetedEvent<HTMLInputElement>): void => {
    const input = event.currentTarget;
    const chosen = input.files?.[0];
    if (chosen) void bring(chosen).then(() => (input.value = ""));
  };
  const others = documents.value.map(({ id, title, updated_at }) => ({
    label: title,
    hint: age(new Date(updated_at), new Date()),
    act: () => void openDocument(id),
  }));
  const groups = [
    { title: "Saved words", items: others },
    { title: "Words", items: [{ label: "From a file", hint: "LRC, SRT, text", act: () => file.current?.click() }, ...actsOn(open.value)] },
  ];
  return (
    <>
      <Menu label="Open saved words" class="btn small quiet" groups={groups.filter(({ items }) => items.length)}>
        Open
      </Menu>
      <input ref={file} type="file" hidden accept=".lrc,.srt,.txt" onChange={choose} />
    </>
  );
}

function actsOn(here: typeof open.value): MenuItem[] {
  if (!here) return [];
  const formats = here.timed ? (["txt", "lrc", "lrc_words", "srt"] as const) : (["txt"] as const);
  return [
    { label: "New words", act: begin },
    ...formats.map((format) => ({ label: FILES[format], href: fileOf(here.id, format) })),
    { label: `Delete ${here.title}`, act: () => void discard(here.id) },
  ];
}

const FILES = { txt: "Save as text", lrc: "Save as LRC", lrc_words: "Save as LRC with words", srt: "Save as SRT" } as const;
