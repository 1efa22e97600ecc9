/** The one way on where something costs more than there is. */
import type { JSX } from "preact";
import type { ApiError } from "../../core/http";

export function wayOn({ code }: ApiError): JSX.Element | undefined {
  if (code === "not_enough_credits") return <a class="btn" href="/credits">See your credits</a>;
  if (code === "trial_spent") return <a class="btn" href="/sign-up">Sign up</a>;
  return undefined;
}
