/** What its owner changes about a playlist: name, cover, who sees it, who else may change it. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { OpenedPlaylist } from "../../core/contract";
import { type Draft, draftOf, isWhole, ruleOf } from "../../model/rules";
import type { Opened } from "../../stores/playlists";
import { Notice } from "../notice";
import { Members } from "./members";
import { RuleBuilder } from "./rule-builder";

export function PlaylistSettings({ list, opened }: { list: OpenedPlaylist; opened: Opened }): JSX.Element {
  const problem = useSignal("");
  const isSure = useSignal(false);
  const tell = async (doing: Promise<string>): Promise<void> => void (problem.value = await doing);
  return (
    <section class="settled" aria-label="Change the playlist">
      {problem.value && <Notice>{problem.value}</Notice>}
      <form
        class="newlist"
        onSubmit={(event) => {
          event.preventDefault();
          const said = new FormData(event.currentTarget);
          void tell(opened.change({ name: String(said.get("name")), description: String(said.get("description")) }));
        }}
      >
        <span class="field">
          <label for="list-name">Name</label>
          <input id="list-name" name="name" defaultValue={list.name} maxLength={200} required />
        </span>
        <span class="field">
          <label for="list-about">About it</label>
          <input id="list-about" name="description" defaultValue={list.description} />
        </span>
        <button type="submit" class="btn">
          Keep
        </button>
      </form>
      <div class="acts">
        <label class="check">
          <input type="checkbox" checked={list.is_public} onChange={(event) => void tell(opened.change({ is_public: event.currentTarget.checked }))} />
          Everybody may hear it
        </label>
        {!list.is_smart && (
          <label class="check">
            <input
              type="checkbox"
              checked={list.is_collaborative}
              onChange={(event) => void tell(opened.change({ is_collaborative: event.currentTarget.checked }))}
            />
            Others may change it, too
          </label>
        )}
        <label class="btn small">
          Choose a cover
          <input
            type="file"
            class="sr"
            accept="image/png,image/jpeg,image/webp"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) void tell(opened.cover(file));
            }}
          />
        </label>
        {isSure.value ? (
          <button type="button" class="btn small" onClick={() => void tell(opened.remove())}>
            Delete it for good
          </button>
        ) : (
          <button type="button" class="btn small quiet" onClick={() => (isSure.value = true)}>
            Delete the playlist
          </button>
        )}
      </div>
      {list.is_collaborative && <Members id={list.id} />}
      {list.is_smart && <Rule list={list} keep={(rule) => void tell(opened.change({ rule }))} />}
    </section>
  );
}

function Rule({ list, keep }: { list: OpenedPlaylist; keep: (rule: Record<string, unknown>) => void }): JSX.Element {
  const draft = useSignal<Draft>(draftOf(list.rule));
  return (
    <>
      <RuleBuilder draft={draft} />
      <button type="button" class="btn" disabled={!isWhole(draft.value)} onClick={() => keep(ruleOf(draft.value))}>
        Keep the rule
      </button>
    </>
  );
}
