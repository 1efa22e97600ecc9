/** The takes of a song as a tree: what each changed, which one plays, and the way back. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { listTakes } from "../../api/takes";
import { useScope } from "../../core/hooks";
import { listen } from "../../core/keys";
import { type Loading, settle } from "../../core/loading";
import { rove, stop } from "../../core/roving";
import type { SongDetail } from "../../core/wire";
import type { Takes as Listing } from "../../core/wire-takes";
import { type Branch, branches, takeText } from "../../model/takes";
import { choose, removeTake } from "../../stores/edits";
import { changes } from "../../stores/songs";
import { hasLetterKeys } from "../../stores/ui";
import { Icon } from "../icon";

const KEYS = 9; // takes that have a digit of their own

export function Takes({ song }: { song: SongDetail }): JSX.Element | null {
  const listing = useSignal<Loading<Listing>>({ state: "loading" });
  useScope((scope) => scope.effect(() => {
    if (changes.value >= 0) void settle(listing, listTakes(song.id));
  }), [song.id]);
  const known = listing.value.state === "ready" ? listing.value.value.results : [];
  useScope(
    (scope) => {
      const keys = known.slice(0, KEYS).map(({ number }) => [String(number), () => void choose(song.id, number)]);
      listen(scope, Object.fromEntries(keys), () => hasLetterKeys.value);
    },
    [known],
  );
  if (!known.length) return null;
  const tree = branches(known);
  const parent = known.find(({ number }) => number === song.take)?.parent ?? null;
  return (
    <section class="lane asked takes" aria-labelledby="h-takes">
      <div class="head">
        <h2 id="h-takes">Takes</h2>
      </div>
      <div>
        <ol onKeyDown={rove} aria-label="Takes">
          {tree.map((branch, i) => (
            <Row key={branch.take.number} song={song} branch={branch} tab={stop(i)} />
          ))}
        </ol>
        {parent !== null && (
          <button type="button" class="btn small" onClick={() => void choose(song.id, parent)}>
            <Icon name="previous" />
            Back to take {parent}
          </button>
        )}
      </div>
    </section>
  );
}

function Row({ song, branch: { take, depth }, tab }: { song: SongDetail; branch: Branch; tab: 0 | -1 }): JSX.Element {
  const isShown = take.number === song.take;
  return (
    <li style={{ "--depth": Math.min(depth, 8) }}>
      <button type="button" class="take" tabIndex={tab} aria-pressed={isShown} onClick={() => void choose(song.id, take.number)}>
        <b>{take.number}</b>
        <span>{takeText(take)}</span>
        {take.parent !== null && <small>from {take.parent}</small>}
      </button>
      {!isShown && (
        <button
          type="button"
          class="btn icon small"
          tabIndex={-1}
          aria-label={`Delete take ${take.number}`}
          title={`Delete take ${take.number}`}
          onClick={() => void removeTake(song.id, take.number)}
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  );
}
