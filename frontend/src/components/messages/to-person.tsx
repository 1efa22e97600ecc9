/** What one may do about somebody where their name stands: write to them, or report them. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { user } from "../../stores/session";
import { Icon } from "../icon";
import { ReportSheet } from "./report";

export function ToPerson({ id, username }: { id: number; username: string }): JSX.Element | null {
  const isReporting = useSignal(false);
  if (!user.value || user.value.id === id) return null;
  return (
    <p class="toperson">
      <a class="btn" href={`/messages/${id}`}>
        <Icon name="messages" />
        Write
      </a>
      <button type="button" class="btn quiet" onClick={() => (isReporting.value = true)}>
        Report
      </button>
      {isReporting.value && <ReportSheet thing={{ kind: "user", id, name: username }} close={() => (isReporting.value = false)} />}
    </p>
  );
}
