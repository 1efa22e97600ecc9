/** The address and the password of an account. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { sendLink } from "../../api/session";
import type { ApiError } from "../../core/http";
import { asApiError } from "../../core/loading";
import type { User } from "../../core/wire";
import { changeEmail, changePassword } from "../../stores/account";
import { show } from "../../stores/toast";
import { Field, Form } from "../form";
import { Icon } from "../icon";
import { Notice } from "../notice";
import { MailboxLink } from "./mailbox-link";
import { NewPassword } from "./new-password";

export function Address({ user }: { user: User }): JSX.Element {
  const act = async ({ email = "", email_password = "" }: Record<string, string>): Promise<void> => {
    show({ says: await changeEmail(email, email_password) });
  };
  const waits = user.pending_email ?? (user.email_verified ? null : user.email);
  return (
    <>
      <p class={user.email_verified ? "good" : undefined}>
        {user.email_verified && <Icon name="check" />}
        <b>{user.email}</b> {user.email_verified && "verified"}
      </p>
      {waits && <Waiting address={waits} />}
      <Form act={act} button="Change the address" busy="Changing" empties>
        {(says) => (
          <>
            <Field name="email" label="Another e-mail address" type="email" autocomplete="email" says={says("email")} />
            <Field
              name="email_password"
              label="Your password"
              type="password"
              autocomplete="current-password"
              says={says("password")}
            />
          </>
        )}
      </Form>
    </>
  );
}

function Waiting({ address }: { address: string }): JSX.Element {
  const failure = useSignal<ApiError | null>(null);
  const again = async (): Promise<void> => {
    try {
      show({ says: (await sendLink()).message });
      failure.value = null;
    } catch (error) {
      failure.value = asApiError(error);
    }
  };
  return (
    <div class="waits">
      <p>
        <Icon name="waiting" />A link was sent to <b>{address}</b>. The address counts once you follow it.
      </p>
      <button type="button" class="btn" onClick={() => void again()}>
        Send another
      </button>
      <MailboxLink to={address} />
      {failure.value && <Notice>{failure.value.message}</Notice>}
    </div>
  );
}

export function Password({ user }: { user: User }): JSX.Element {
  const act = async (said: Record<string, string>): Promise<void> => {
    await changePassword(said["current_password"] ?? "", said["new_password"] ?? "", said["confirm_password"] ?? "");
    show({ says: "Your password is changed. All other sessions and keys have ended." });
  };
  return (
    <Form act={act} button="Change the password" busy="Changing" empties>
      {(says) => (
        <>
          <input type="text" name="account" autocomplete="username" value={user.email} readOnly hidden />
          <Field name="current_password" label="Password until now" type="password" autocomplete="current-password" says={says("current_password")} />
          <NewPassword first={says("new_password")} second={says("confirm_password")} />
        </>
      )}
    </Form>
  );
}
