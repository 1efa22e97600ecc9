/** Why a job could not be put up again, where that was tried. */
import type { JSX } from "preact";
import { retryRefusals } from "../stores/jobs";
import { wayOn } from "./credits/way-on";
import { Notice } from "./notice";

export function NotAgain({ id }: { id: string }): JSX.Element | null {
  const refusal = retryRefusals.value.get(id);
  return refusal ? <Notice way={wayOn(refusal)}>{refusal.message}</Notice> : null;
}
