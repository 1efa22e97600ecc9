/** Sign in, or open an account. */
import { useSignal } from "@preact/signals";
import type { JSX, TargetedSubmitEvent } from "preact";
import { Notice } from "../components/notice";
import { asApiError } from "../core/loading";
import type { ApiError } from "../core/http";
import { go } from "../core/router";
import { useTitle } from "../core/title";
import { signIn, signUp } from "../stores/session";
import { loadJobs } from "../stores/jobs";

export function Account({ isNew }: { isNew: boolean }): JSX.Element {
  useTitle(isNew ? "Open an account" : "Sign in");
  const failure = useSignal<ApiError | null>(null);
  const isBusy = useSignal(false);
  const onSubmit = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    const text = (name: string): string => String(said.get(name) ?? "");
    isBusy.value = true;
    failure.value = null;
    try {
      if (isNew) await signUp(text("username"), text("email"), text("password"));
      else await signIn(text("email"), text("password"));
      go("/");
      await loadJobs();
    } catch (error) {
      failure.value = asApiError(error);
    } finally {
      isBusy.value = false;
    }
  };
  const fields = failure.value?.fields ?? {};
  return (
    <section class="screen account" aria-labelledby="h-account">
      <h1 id="h-account">{isNew ? "Open an account" : "Sign in"}</h1>
      {failure.value && !Object.keys(fields).length && <Notice>{failure.value.message}</Notice>}
      <form key={String(isNew)} onSubmit={(event) => void onSubmit(event)}>
        {isNew && <Field name="username" label="Name" autocomplete="username" says={fields["username"]} />}
        <Field name="email" label="E-mail" type="email" autocomplete="email" says={fields["email"]} />
        <Field
          name="password"
          label="Password"
          type="password"
          autocomplete={isNew ? "new-password" : "current-password"}
          hint={isNew ? "At least 8 characters" : undefined}
          says={fields["password"]}
        />
        <button type="submit" class="btn primary big" aria-disabled={isBusy.value}>
          {isNew ? (isBusy.value ? "Opening" : "Open account") : isBusy.value ? "Signing in" : "Sign in"}
        </button>
      </form>
      <p class="k">
        {isNew ? "You have one already? " : "New here? "}
        <a href={isNew ? "/sign-in" : "/sign-up"}>{isNew ? "Sign in" : "Open an account"}</a>
      </p>
    </section>
  );
}

interface FieldProps {
  name: string;
  label: string;
  type?: "text" | "email" | "password";
  autocomplete: string;
  hint?: string | undefined;
  says?: readonly string[] | undefined;
}

function Field({ name, label, type = "text", autocomplete, hint, says }: FieldProps): JSX.Element {
  const note = says?.[0] ?? hint;
  const kind = { type } as { type: "text" }; // the typing of inputs wants one type, not a choice
  return (
    <p class="field">
      <label for={name}>{label}</label>
      <input
        {...kind}
        id={name}
        name={name}
        autocomplete={autocomplete}
        required
        aria-invalid={Boolean(says)}
        aria-describedby={note ? `${name}-note` : undefined}
      />
      {note && (
        <small id={`${name}-note`} class={says ? "wrong" : undefined}>
          {note}
        </small>
      )}
    </p>
  );
}
