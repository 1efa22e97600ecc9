/** The sheet that makes a link to something. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { ShareAnswer } from "../core/contract";
import { day } from "../model/time";
import { copy } from "../stores/clipboard";
import { closeSharing, end, link, problem, share, type Shared, shared } from "../stores/sharing";
import { Icon } from "./icon";
import { Notice } from "./notice";
import { Sheet } from "./sheet";

const LASTS = [
  [0, "Until I end it"],
  [1, "A day"],
  [7, "A week"],
  [30, "30 days"],
] as const;

export function Sharing(): JSX.Element | null {
  return shared.value && <Open key={`${shared.value.kind} ${shared.value.id}`} thing={shared.value} />;
}

function Open({ thing }: { thing: Shared }): JSX.Element {
  return (
    <Sheet label={`Share ${thing.title}`} close={closeSharing}>
      <header>
        <h2>Share {thing.title}</h2>
        <button type="button" class="btn icon" aria-label="Close" onClick={closeSharing}>
          <Icon name="close" />
        </button>
      </header>
      <p>Whoever has the link can listen, without an account.</p>
      {problem.value && <Notice>{problem.value}</Notice>}
      {link.value ? <Made link={link.value} /> : <Ask />}
    </Sheet>
  );
}

function Ask(): JSX.Element {
  const days = useSignal(0);
  return (
    <form
      class="newlist"
      onSubmit={(event) => {
        event.preventDefault();
        void share(days.value);
      }}
    >
      <span class="field">
        <label for="share-lasts">It lasts</label>
        <select id="share-lasts" value={days.value} onChange={(event) => (days.value = Number(event.currentTarget.value))}>
          {LASTS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </span>
      <button type="submit" class="btn primary">
        Make a link
      </button>
    </form>
  );
}

function Made({ link: { url, embed_url, expires_at } }: { link: ShareAnswer }): JSX.Element {
  const frame = `<iframe src="${embed_url}" width="480" height="240" title="Mini Studio"></iframe>`;
  return (
    <>
      <Copied id="share-url" label="Link" text={url} />
      <Copied id="share-frame" label="Player for a page of your own" text={frame} />
      <div class="acts">
        <p class="k">{expires_at ? `It ends on ${day(new Date(expires_at))}.` : "It lasts until you end it."}</p>
        <button type="button" class="btn small" onClick={() => void end()}>
          End the link
        </button>
        <a class="btn small quiet" href="/account" onClick={closeSharing}>
          All my links
        </a>
      </div>
    </>
  );
}

function Copied({ id, label, text }: { id: string; label: string; text: string }): JSX.Element {
  return (
    <div class="newlist">
      <span class="field">
        <label for={id}>{label}</label>
        <input id={id} readOnly value={text} onFocus={(event) => event.currentTarget.select()} />
      </span>
      <button type="button" class="btn" aria-label={`Copy ${label.toLowerCase()}`} onClick={() => void copy(text)}>
        Copy
      </button>
    </div>
  );
}
