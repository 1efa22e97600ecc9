/** Writing: words, and a song if one likes. Enter sends, Shift and Enter begin a new line. */
import { useSignal } from "@preact/signals";
import type { JSX, TargetedKeyboardEvent } from "preact";
import { useRef } from "preact/hooks";
import { findSongs, type Person } from "../../api/messages";
import type { ApiError } from "../../core/http";
import { asApiError } from "../../core/loading";
import type { Song } from "../../core/wire";
import { clock } from "../../model/time";
import { draft, dropDraft, writeDraft } from "../../stores/drafts";
import { user } from "../../stores/session";
import { send } from "../../stores/thread";
import { Icon } from "../icon";
import { Notice } from "../notice";
import { Picker } from "../picker";

export function Compose({ from, to }: { from: number; to: Person }): JSX.Element {
  const { words, song } = draft(from, to.id);
  const isPicking = useSignal(false);
  const isBusy = useSignal(false);
  const failure = useSignal<ApiError | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const submit = async (): Promise<void> => {
    if (isBusy.peek() || !(words.trim() || song)) return;
    isBusy.value = true;
    failure.value = null;
    try {
      await send(words, song?.id ?? null);
      dropDraft(from, to.id);
    } catch (error) {
      failure.value = asApiError(error);
    } finally {
      isBusy.value = false;
      field.current?.focus();
    }
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  };
  const choose = (one: Song): void => {
    writeDraft(from, to.id, { song: one });
    isPicking.value = false;
  };
  return (
    <form
      class="compose"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {failure.value && <Refused error={failure.value} />}
      {song && (
        <p class="chip">
          <Icon name="song" />
          <span class="v">{song.title}</span>
          <button
            type="button"
            class="btn icon small"
            aria-label={`Leave out ${song.title}`}
            onClick={() => writeDraft(from, to.id, { song: null })}
          >
            <Icon name="close" />
          </button>
        </p>
      )}
      <div>
        <button type="button" class="btn icon" aria-label="Attach a song" title="Attach a song" onClick={() => (isPicking.value = true)}>
          <Icon name="song" />
        </button>
        <textarea
          ref={field}
          rows={1}
          maxLength={4000}
          aria-label={`Message to ${to.username}`}
          placeholder="Write"
          value={words}
          onInput={(event) => writeDraft(from, to.id, { words: event.currentTarget.value })}
          onKeyDown={onKeyDown}
        />
        <button type="submit" class="btn primary" aria-disabled={isBusy.value}>
          {isBusy.value ? "Sending" : "Send"}
        </button>
      </div>
      {isPicking.value && (
        <Picker label="Choose a song" hint="Title, words, style" none="No song is called so." find={songsOf} choose={choose} close={() => (isPicking.value = false)}>
          {(one) => (
            <>
              <b class="title">{one.title}</b>
              <small class="num">{clock(one.duration_s)}</small>
            </>
          )}
        </Picker>
      )}
    </form>
  );
}

function Refused({ error }: { error: ApiError }): JSX.Element {
  const isUnverified = error.status === 403 && !user.value?.email_verified;
  return <Notice way={isUnverified && <a class="btn" href="/account">See your address</a>}>{Object.values(error.fields)[0]?.[0] ?? error.message}</Notice>;
}

/** An administrator sees the private songs of others, which are not theirs to send. */
async function songsOf(words: string): Promise<Song[]> {
  const { results } = await findSongs(words, user.peek()?.is_admin ? "mine" : "all");
  return results.filter(({ state }) => state === "ready");
}
