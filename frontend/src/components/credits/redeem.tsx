/** A code that brings credits. */
import type { JSX } from "preact";
import { count } from "../../model/names";
import { redeem } from "../../stores/credits";
import { show } from "../../stores/toast";
import { Field, Form } from "../form";

export function Redeem(): JSX.Element {
  const act = async ({ code = "" }: Record<string, string>): Promise<void> => {
    show({ says: `The code brought ${count(await redeem(code), "credit")}.` });
  };
  return (
    <Form act={act} button="Redeem" busy="Redeeming" empties>
      {(says) => <Field name="code" label="Code" hint="Such as GK4T-9QXM-WB2E-7HRD" says={says("code")} />}
    </Form>
  );
}
