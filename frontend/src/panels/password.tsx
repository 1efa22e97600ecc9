/** A forgotten password: ask for a letter, and choose a new one by the link in it. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { askForReset, resetPassword } from "../api/session";
import { Field, Form } from "../components/form";
import { Icon } from "../components/icon";
import { MailboxLink } from "../components/account/mailbox-link";
import { NewPassword } from "../components/account/new-password";
import { useTitle } from "../core/title";
import { forgetMe } from "../stores/session";

export function Forgotten(): JSX.Element {
  useTitle("Forgot the password");
  const sentTo = useSignal("");
  const act = async ({ email = "" }: Record<string, string>): Promise<void> => {
    await askForReset(email);
    sentTo.value = email;
  };
  return (
    <section class="screen account" aria-labelledby="h-forgotten">
      <h1 id="h-forgotten">Forgot the password</h1>
      {sentTo.value ? (
        <div role="status">
          <p class="lede">If {sentTo.value} has an account, a link is on its way there. It works for an hour.</p>
          <MailboxLink to={sentTo.value} />
        </div>
      ) : (
        <Form act={act} button="Send a link" busy="Sending" kind="primary big">
          {(says) => <Field name="email" label="E-mail" type="email" autocomplete="email" says={says("email")} />}
        </Form>
      )}
      <p class="k">
        <a href="/sign-in">Sign in</a>
      </p>
    </section>
  );
}

export function Reset({ token }: { token: string }): JSX.Element {
  useTitle("Choose a new password");
  const isDone = useSignal(false);
  const act = async ({ new_password = "", confirm_password = "" }: Record<string, string>): Promise<void> => {
    await resetPassword(token, new_password, confirm_password);
    forgetMe();
    isDone.value = true;
  };
  return (
    <section class="screen account" aria-labelledby="h-reset">
      <h1 id="h-reset">Choose a new password</h1>
      {isDone.value ? (
        <div role="status">
          <p class="lede good">
            <Icon name="check" /> The new password is set. All sessions and keys have ended.
          </p>
          <a class="btn primary" href="/sign-in">
            Sign in
          </a>
        </div>
      ) : (
        <Form act={act} button="Set the password" busy="Setting" kind="primary big">
          {(says) => <NewPassword first={says("new_password")} second={says("confirm_password")} />}
        </Form>
      )}
    </section>
  );
}
