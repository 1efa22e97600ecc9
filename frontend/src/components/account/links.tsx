/** The links that one made to songs, albums and playlists: how long each lasts, how often it was followed, and its end. */
import type { JSX } from "preact";
import type { ShareShape } from "../../core/contract";
import { useScope } from "../../core/hooks";
import { linkText } from "../../model/links";
import { copy } from "../../stores/clipboard";
import { endLink, endProblem, shareLinks } from "../../stores/share-links";
import { Notice } from "../notice";

export function Links(): JSX.Element {
  useScope(() => shareLinks.restart(), []);
  const { items, count, failure, isWhole } = shareLinks;
  const problem = failure.value?.message ?? endProblem.value;
  return (
    <>
      {problem && <Notice>{problem}</Notice>}
      {count.value === 0 && <p class="k">Nothing is shared by a link. “Share”, at a song, an album or a playlist, makes one.</p>}
      {items.value.length > 0 && (
        <ul class="logins" aria-label="Links">
          {items.value.map((link) => (
            <Row key={link.id} link={link} />
          ))}
        </ul>
      )}
      {count.value !== null && !isWhole.value && (
        <button type="button" class="btn small" onClick={() => shareLinks.more()}>
          Show more
        </button>
      )}
    </>
  );
}

function Row({ link }: { link: ShareShape }): JSX.Element {
  const { title, url, is_over } = link;
  const name = title || "Something that is gone";
  return (
    <li>
      <p>
        {is_over || !title ? <b>{name}</b> : <a href={url}>{name}</a>}
        <small>{linkText(link, new Date())}</small>
      </p>
      {!is_over && title && (
        <button type="button" class="btn small quiet" aria-label={`Copy the link to ${name}`} onClick={() => void copy(url)}>
          Copy
        </button>
      )}
      <button type="button" class="btn small" aria-label={`${is_over ? "Forget" : "End"} the link to ${name}`} onClick={() => void endLink(link)}>
        {is_over ? "Forget" : "End"}
      </button>
    </li>
  );
}
