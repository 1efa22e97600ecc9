/** What administrators did, the newest first. */
import type { JSX } from "preact";
import { type Act, type ActKinds, type ActsWanted, listActKinds, listActs } from "../../api/admin";
import { actKind, actName, details, outcome } from "../../model/desk";
import { Fetched, useFetched, useListing } from "./room";
import { type Column, Rows } from "./table";

const ALL: ActsWanted = { act: "", admin: "", since: "", until: "" };

const COLUMNS: readonly Column<Act>[] = [
  { head: "What", cell: (act) => <What act={act} /> },
  { head: "By", cell: ({ admin }) => admin ?? "–" },
  { head: "Outcome", cell: (act) => outcome(act.outcome) },
  { head: "When", isNumber: true, cell: ({ created_at }) => <time dateTime={created_at}>{new Date(created_at).toLocaleString("en-GB")}</time> },
];

export function Log(): JSX.Element {
  const listing = useListing<Act, ActsWanted>(listActs, ALL);
  const [kinds] = useFetched(listActKinds);
  const look = (change: Partial<ActsWanted>): void => listing.look({ state: { ...listing.state.peek(), ...change } });
  return (
    <>
      <Fetched found={kinds}>{(known) => <Sift known={known} wanted={listing.state.value} look={look} />}</Fetched>
      <Rows label="Acts" listing={listing} none="There is no such act." columns={COLUMNS} name={actName} />
    </>
  );
}

interface SiftProps {
  known: ActKinds;
  wanted: ActsWanted;
  look: (change: Partial<ActsWanted>) => void;
}

function Sift({ known: { acts, admins }, wanted, look }: SiftProps): JSX.Element {
  return (
    <div class="sift" role="search" aria-label="Acts">
      <label class="field">
        <span>What</span>
        <select value={wanted.act} onChange={(event) => look({ act: event.currentTarget.value })}>
          <option value="">Everything</option>
          {acts.map((act) => (
            <option key={act} value={act}>
              {actKind(act)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>By</span>
        <select value={wanted.admin} onChange={(event) => look({ admin: event.currentTarget.value })}>
          <option value="">Everybody</option>
          {admins.map(({ id, username }) => (
            <option key={id} value={String(id)}>
              {username}
            </option>
          ))}
        </select>
      </label>
      <Day name="From" value={wanted.since} choose={(since) => look({ since })} />
      <Day name="Until" value={wanted.until} choose={(until) => look({ until })} />
    </div>
  );
}

function Day({ name, value, choose }: { name: string; value: string; choose: (day: string) => void }): JSX.Element {
  return (
    <label class="field">
      <span>{name}</span>
      <input type="date" value={value} onChange={(event) => choose(event.currentTarget.value)} />
    </label>
  );
}

function What({ act }: { act: Act }): JSX.Element {
  return (
    <>
      <b>{actName(act)}</b>
      <small class="excerpt">{details(act.details)}</small>
    </>
  );
}
