/** What administrators did, the newest first. */
import type { JSX } from "preact";
import { type Act, listActs } from "../../api/admin";
import { actName, details, outcome } from "../../model/desk";
import { useListing } from "./room";
import { type Column, List } from "./table";

const COLUMNS: readonly Column<Act>[] = [
  { head: "What", cell: (act) => <What act={act} /> },
  { head: "By", cell: ({ admin }) => admin ?? "–" },
  { head: "Outcome", cell: (act) => outcome(act.outcome) },
  { head: "When", isNumber: true, cell: ({ created_at }) => <time dateTime={created_at}>{new Date(created_at).toLocaleString("en-GB")}</time> },
];

export function Log(): JSX.Element {
  const listing = useListing(listActs, "");
  return <List label="Acts" listing={listing} none="Nothing was done yet." columns={COLUMNS} name={actName} />;
}

function What({ act }: { act: Act }): JSX.Element {
  return (
    <>
      <b>{actName(act)}</b>
      <small class="excerpt">{details(act.details)}</small>
    </>
  );
}
