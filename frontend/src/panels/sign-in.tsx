/** Sign in, or open an account. */
import type { JSX } from "preact";
import { Field, Form } from "../components/form";
import { go } from "../core/router";
import { useTitle } from "../core/title";
import { loadJobs } from "../stores/jobs";
import { signIn, signUp } from "../stores/session";
import { show } from "../stores/toast";

/** ``then``: where one goes once one is signed in. */
export function SignIn({ isNew, then = "/" }: { isNew: boolean; then?: string }): JSX.Element {
  useTitle(isNew ? "Open an account" : "Sign in");
  const act = async ({ username = "", email = "", password = "" }: Record<string, string>): Promise<void> => {
    if (isNew) {
      await signUp(username, email, password);
      show({ says: `A link was sent to ${email}. Follow it to verify the address.` });
    } else {
      await signIn(email, password);
    }
    go(then);
    await loadJobs();
  };
  return (
    <section class="screen account" aria-labelledby="h-account">
      <h1 id="h-account">{isNew ? "Open an account" : "Sign in"}</h1>
      <Form
        key={String(isNew)}
        act={act}
        button={isNew ? "Open account" : "Sign in"}
        busy={isNew ? "Opening" : "Signing in"}
        kind="primary big"
      >
        {(says) => (
          <>
            {isNew && <Field name="username" label="Name" autocomplete="username" says={says("username")} />}
            <Field name="email" label="E-mail" type="email" autocomplete="email" says={says("email")} />
            <Field
              name="password"
              label="Password"
              type="password"
              autocomplete={isNew ? "new-password" : "current-password"}
              {...(isNew ? { hint: "At least 8 characters" } : {})}
              says={says("password")}
            />
          </>
        )}
      </Form>
      <p class="k">
        {isNew ? "You have one already? " : "New here? "}
        <a href={isNew ? "/sign-in" : "/sign-up"}>{isNew ? "Sign in" : "Open an account"}</a>
      </p>
      {!isNew && (
        <p class="k">
          <a href="/forgot-password">Forgot the password?</a>
        </p>
      )}
    </section>
  );
}
