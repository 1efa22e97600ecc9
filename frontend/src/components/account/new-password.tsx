/** A password that somebody chooses, typed twice. */
import type { JSX } from "preact";
import { Field } from "../form";

/** What is wrong with each of the two. */
interface Props {
  first: readonly string[] | undefined;
  second: readonly string[] | undefined;
}

export function NewPassword({ first, second }: Props): JSX.Element {
  const kind = { type: "password", autocomplete: "new-password" } as const;
  return (
    <>
      <Field {...kind} name="new_password" label="New password" hint="At least 8 characters" says={first} />
      <Field {...kind} name="confirm_password" label="Once more" says={second} />
    </>
  );
}
