/** The way to the development mailbox, where there is one. */
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { listLetters } from "../../api/session";
import { loading } from "../../core/loading";

export function MailboxLink({ to }: { to: string }): JSX.Element | null {
  const letters = useMemo(() => loading(listLetters(to)), [to]);
  const isThere = useComputed(() => letters.value.state === "ready");
  if (!isThere.value) return null;
  return (
    <a class="btn" href="/mailbox">
      Open the development mailbox
    </a>
  );
}
