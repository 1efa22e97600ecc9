/** Credits: codes that bring some, and what things cost. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { type Code, endCode, listCodes, makeCode } from "../../api/admin";
import { asApiError } from "../../core/loading";
import { ago } from "../../model/time";
import { Prices } from "../credits/prices";
import { Field, Form } from "../form";
import { Part } from "../part";
import { Fetched, useFetched } from "./room";
import { type Column, Table } from "./table";

const COLUMNS: readonly Column<Code>[] = [
  { head: "Code", cell: ({ hint, note }) => <Named hint={hint} note={note} /> },
  { head: "Brings", isNumber: true, cell: ({ amount }) => amount },
  { head: "Left", isNumber: true, cell: ({ uses, uses_left }) => `${uses_left} of ${uses}` },
  { head: "Made", isNumber: true, cell: ({ created_at }) => ago(created_at) },
];

export function Credits(): JSX.Element {
  const [codes, renew] = useFetched(listCodes);
  const fresh = useSignal<string | null>(null);
  const act = async ({ amount = "", uses = "", note = "" }: Record<string, string>): Promise<void> => {
    fresh.value = (await makeCode(Number(amount), Number(uses), note)).code;
    await renew();
  };
  const end = async ({ id }: Code): Promise<void> => {
    await endCode(id);
    await renew();
  };
  return (
    <>
      <Part title="Codes">
        {fresh.value && (
          <div class="fresh" role="status">
            <p>Here is the code. Keep it now: it is not shown again.</p>
            <code>{fresh.value}</code>
          </div>
        )}
        <Fetched found={codes}>
          {(all) =>
            all.length ? (
              <Table label="Codes" columns={COLUMNS} rows={all} name={({ hint }) => hint} acts={(code) => [{ label: "End", act: () => void end(code).catch(asApiError) }]} />
            ) : (
              <p class="k">There are no codes.</p>
            )
          }
        </Fetched>
      </Part>
      <Part title="New code">
        <Form act={act} button="Make a code" busy="Making" empties>
          {(says) => (
            <>
              <Field name="amount" label="Credits" says={says("amount")} />
              <Field name="uses" label="How often?" value="1" says={says("uses")} />
              <Field name="note" label="What for?" says={says("note")} required={false} />
            </>
          )}
        </Form>
      </Part>
      <Part title="Prices">
        <Prices />
        <small>Set by the settings of the studio.</small>
      </Part>
    </>
  );
}

function Named({ hint, note }: { hint: string; note: string }): JSX.Element {
  return (
    <>
      <b>{hint}</b>
      <small>{note}</small>
    </>
  );
}
