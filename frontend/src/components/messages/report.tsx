/** Asking the administrator to look at something. */
import type { JSX } from "preact";
import { report } from "../../api/messages";
import { show } from "../../stores/toast";
import { Field, Form } from "../form";
import { Sheet } from "../sheet";

export interface Reported {
  kind: "message" | "song" | "playlist" | "user";
  id: number;
  /** What it is called in the sheet: "clara", "this message". */
  name: string;
}

export function ReportSheet({ thing, close }: { thing: Reported; close: () => void }): JSX.Element {
  const act = async ({ reason = "" }: Record<string, string>): Promise<void> => {
    await report(thing.kind, thing.id, reason);
    close();
    show({ says: "The administrator will look at it." });
  };
  return (
    <Sheet label={`Report ${thing.name}`} close={close}>
      <div class="picker">
        <h2>Report {thing.name}</h2>
        <Form act={act} button="Report" busy="Reporting" kind="primary">
          {(says) => <Field name="reason" label="Why?" says={says("reason")} required={false} />}
        </Form>
        <button type="button" class="btn quiet" onClick={close}>
          Cancel
        </button>
      </div>
    </Sheet>
  );
}
