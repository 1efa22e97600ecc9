/** API keys: for programs that use the studio in one's name. */
import type { JSX } from "preact";
import { freshKey, makeKey } from "../../stores/account";
import { copy } from "../../stores/clipboard";
import { Field, Form } from "../form";
import { LoginList } from "./login-list";

export function Keys(): JSX.Element {
  const act = ({ key_name = "" }: Record<string, string>): Promise<void> => makeKey(key_name);
  return (
    <>
      {freshKey.value && <Fresh value={freshKey.value} />}
      <LoginList kind="keys" none="No program has a key." />
      <Form act={act} button="Make a key" busy="Making" empties>
        {(says) => (
          <Field
            name="key_name"
            label="What is it for?"
            hint="Such as: nightly backup"
            says={says("name")}
          />
        )}
      </Form>
    </>
  );
}

function Fresh({ value }: { value: string }): JSX.Element {
  return (
    <div class="fresh" role="status">
      <p>Here is the key. Keep it now: it is not shown again.</p>
      <code>{value}</code>
      <button type="button" class="btn small" onClick={() => void copy(value, "The key is copied.")}>
        Copy
      </button>
    </div>
  );
}
