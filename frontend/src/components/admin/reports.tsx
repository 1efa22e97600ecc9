/** Reports: what people asked to be looked at, as it was then, and what can be done about it. */
import type { JSX } from "preact";
import { listReports, type Report, type ReportState, resolveReport, setDisabled } from "../../api/admin";
import { setPublic } from "../../api/songs";
import { subject } from "../../model/desk";
import { ago } from "../../model/time";
import { user } from "../../stores/session";
import { show } from "../../stores/toast";
import { Icon } from "../icon";
import type { MenuItem } from "../menu";
import { useListing } from "./room";
import { type Column, List } from "./table";

const STATES: readonly (readonly [ReportState, string])[] = [
  ["open", "Open"],
  ["resolved", "Looked at"],
  ["all", "All"],
];

const COLUMNS: readonly Column<Report>[] = [
  { head: "About", cell: (report) => <About report={report} /> },
  { head: "Why", cell: ({ reason }) => reason || "–" },
  { head: "From", cell: ({ reporter }) => reporter ?? "Somebody who left" },
  { head: "When", isNumber: true, cell: ({ created_at }) => ago(created_at) },
  { head: "State", cell: (report) => <State report={report} /> },
];

export function Reports(): JSX.Element {
  const listing = useListing(listReports, "open");
  const tell = async (report: Report, doing: Promise<unknown>, says: string): Promise<void> => {
    await listing.act(report, doing.then(() => resolveReport(report.id)));
    if (!listing.failure.peek()) show({ says });
  };
  const acts = (report: Report): MenuItem[] => {
    const { kind, thing, about_user } = report;
    const turns: MenuItem[] = [];
    if (about_user !== null && about_user !== user.value?.id) {
      turns.push({ label: "Disable the account", act: () => void tell(report, setDisabled(about_user, true), "The account is disabled.") });
    }
    if (kind === "song") turns.push({ label: "Unpublish the song", act: () => void tell(report, setPublic(thing, false), "The song is private now.") });
    const looked = { label: "Looked at", act: () => void listing.act(report, resolveReport(report.id)) };
    return report.resolved_at ? turns : [looked, ...turns];
  };
  return <List label="Reports" listing={listing} states={STATES} none="Nothing is reported." columns={COLUMNS} name={subject} acts={acts} />;
}

function About({ report }: { report: Report }): JSX.Element {
  return (
    <>
      <b>{subject(report)}</b>
      <small class="excerpt">{report.excerpt}</small>
    </>
  );
}

function State({ report: { resolved_at, resolved_by } }: { report: Report }): JSX.Element {
  return (
    <span class={resolved_at ? "state active" : "state unverified"}>
      <Icon name={resolved_at ? "check" : "waiting"} />
      {resolved_at ? `Looked at by ${resolved_by ?? "somebody"}` : "Open"}
    </span>
  );
}
