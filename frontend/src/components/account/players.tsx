/** App passwords: what to type into a music player, each with its name and an end. */
import type { JSX } from "preact";
import type { AppPassword } from "../../api/app-passwords";
import { useScope } from "../../core/hooks";
import { asText, toType } from "../../model/players";
import { ago } from "../../model/time";
import { appPasswords, endAppPassword, freshAppPassword, makeAppPassword, openAppPasswords } from "../../stores/app-passwords";
import { copy } from "../../stores/clipboard";
import { Field, Form } from "../form";

export function Players(): JSX.Element {
  useScope(openAppPasswords, []);
  const act = ({ player_name = "" }: Record<string, string>): Promise<void> => makeAppPassword(player_name);
  return (
    <>
      <p>Hear your songs in any player that speaks Subsonic, each with a password of its own.</p>
      {freshAppPassword.value && <Fresh username={freshAppPassword.value.username} password={freshAppPassword.value.password} />}
      <List />
      <Form act={act} button="Make a password" busy="Making" empties>
        {(says) => <Field name="player_name" label="Which player?" hint="Such as: my telephone" says={says("name")} />}
      </Form>
    </>
  );
}

function List(): JSX.Element | null {
  const list = appPasswords.value;
  if (!list) return null;
  if (!list.length) return <p class="k">No player has a password.</p>;
  return (
    <ul class="logins" aria-label="Music players">
      {list.map((one) => (
        <Row key={one.id} one={one} />
      ))}
    </ul>
  );
}

function Row({ one }: { one: AppPassword }): JSX.Element {
  return (
    <li>
      <p>
        <b>{one.name}</b>
        <small>{one.last_used_at ? `used ${ago(one.last_used_at)}` : "not used yet"}</small>
      </p>
      <button type="button" class="btn small" aria-label={`Revoke ${one.name}`} onClick={() => void endAppPassword(one.id)}>
        Revoke
      </button>
    </li>
  );
}

function Fresh({ username, password }: { username: string; password: string }): JSX.Element {
  const fields = toType(location.origin, username, password);
  return (
    <div class="fresh" role="status">
      <p>Type this into the player. The password is not shown again.</p>
      <dl class="typed">
        {fields.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
      <button type="button" class="btn small" onClick={() => void copy(asText(fields))}>
        Copy
      </button>
    </div>
  );
}
