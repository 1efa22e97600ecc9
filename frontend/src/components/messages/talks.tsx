/** With whom one writes: the newest first, each with its last words. */
import type { JSX } from "preact";
import type { Talk } from "../../api/messages";
import { asApiError } from "../../core/loading";
import { excerpt } from "../../model/messages";
import { age } from "../../model/time";
import { isBlocked, loadMoreTalks, talkCount, talks } from "../../stores/talks";
import { Face } from "./face";

export function Talks({ open }: { open: number | null }): JSX.Element {
  const known = talks.value ?? [];
  return (
    <nav class="talks" aria-label="Conversations">
      <ul>
        {known.map((talk) => (
          <Row key={talk.user.id} talk={talk} isOpen={talk.user.id === open} />
        ))}
      </ul>
      {known.length < talkCount.value && (
        <button type="button" class="btn small" onClick={() => loadMoreTalks().catch(asApiError)}>
          Show more
        </button>
      )}
    </nav>
  );
}

function Row({ talk, isOpen }: { talk: Talk; isOpen: boolean }): JSX.Element {
  const { user, unread, last_message, last_at } = talk;
  return (
    <li>
      <a href={`/messages/${user.id}`} class={unread ? "new" : undefined} aria-current={isOpen ? "page" : undefined}>
        <Face name={user.username} avatar={user.avatar} />
        <p>
          <b>{user.username}</b>
          <small>{isBlocked(user.id) ? "Blocked" : excerpt(last_message)}</small>
        </p>
        <span class="when">
          <time dateTime={last_at}>{age(new Date(last_at), new Date())}</time>
          {unread > 0 && (
            <b class="count">
              {unread}
              <i class="sr"> unread</i>
            </b>
          )}
        </span>
      </a>
    </li>
  );
}
