/** Sessions or API keys: each with its name, when it was used, and an end. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Login, LoginKind } from "../../api/account";
import { ago } from "../../model/time";
import { endLogin, logins, nameLogin } from "../../stores/account";
import { Field, Form } from "../form";

export function LoginList({ kind, none }: { kind: LoginKind; none: string }): JSX.Element | null {
  const list = logins[kind].value;
  if (!list) return null;
  if (!list.length) return <p class="k">{none}</p>;
  return (
    <ul class="logins" aria-label={kind === "keys" ? "API keys" : "Sessions"}>
      {list.map((login) => (
        <Row key={login.id} kind={kind} login={login} />
      ))}
    </ul>
  );
}

function Row({ kind, login }: { kind: LoginKind; login: Login }): JSX.Element {
  const isNaming = useSignal(false);
  const save = async ({ [login.id]: name = "" }: Record<string, string>): Promise<void> => {
    await nameLogin(kind, login.id, name);
    isNaming.value = false;
  };
  if (isNaming.value) {
    return (
      <li class="naming">
        <Form act={save} button="Save" busy="Saving">
          {(says) => <Field name={login.id} label="Name" value={login.name} says={says("name")} />}
        </Form>
      </li>
    );
  }
  return (
    <li>
      <p>
        <b>{login.name}</b>
        <small>{login.is_current ? "this one" : `used ${ago(login.last_used_at)}`}</small>
      </p>
      <button type="button" class="btn small quiet" aria-label={`Rename ${login.name}`} onClick={() => (isNaming.value = true)}>
        Rename
      </button>
      {!login.is_current && (
        <button type="button" class="btn small" aria-label={`End ${login.name}`} onClick={() => void endLogin(kind, login.id)}>
          End
        </button>
      )}
    </li>
  );
}
