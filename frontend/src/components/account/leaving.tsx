/** Taking everything along, and going for good. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { ApiError } from "../../core/http";
import { asApiError } from "../../core/loading";
import { go } from "../../core/router";
import { size } from "../../model/downloads";
import { day } from "../../model/time";
import { pack, takeaway } from "../../stores/account";
import { leave } from "../../stores/leaving";
import { show } from "../../stores/toast";
import { Field, Form } from "../form";
import { Icon } from "../icon";
import { Notice } from "../notice";

export function Everything(): JSX.Element {
  const failure = useSignal<ApiError | null>(null);
  const now = takeaway.value;
  const isPacking = now?.status === "queued" || now?.status === "started";
  const start = async (): Promise<void> => {
    try {
      await pack();
      failure.value = null;
    } catch (error) {
      failure.value = asApiError(error);
    }
  };
  return (
    <>
      <p>All your songs with every take, what you uploaded, and what the studio knows of you, as one ZIP file.</p>
      <div class="acts" role="status">
        {now?.url && !isPacking && (
          <a class="btn" href={`${now.url}?download=1`} download>
            <Icon name="download" />
            Download {now.bytes !== null && size(now.bytes)}
          </a>
        )}
        {isPacking ? (
          <p class="k">
            <Icon name="waiting" /> It is being packed.
          </p>
        ) : (
          <button type="button" class={now?.url ? "btn quiet" : "btn"} onClick={() => void start()}>
            {now?.url ? "Pack it again" : "Pack everything"}
          </button>
        )}
      </div>
      {now?.kept_until && !isPacking && <small>It stays until {day(new Date(now.kept_until))}.</small>}
      {now?.status === "failed" && now.error && <Notice>{now.error}</Notice>}
      {failure.value && <Notice>{failure.value.message}</Notice>}
    </>
  );
}

export function Farewell(): JSX.Element {
  const isAsking = useSignal(false);
  const act = async ({ farewell_password = "" }: Record<string, string>): Promise<void> => {
    await leave(farewell_password);
    go("/");
    show({ says: "Your account is deleted." });
  };
  if (!isAsking.value) {
    return (
      <button type="button" class="btn" onClick={() => (isAsking.value = true)}>
        Delete the account
      </button>
    );
  }
  return (
    <>
      <p>Your songs, public ones as well, your files, sessions and keys go at once. Nothing can be brought back.</p>
      <Form act={act} button="Delete everything for good" busy="Deleting">
        {(says) => (
          <Field
            name="farewell_password"
            label="Your password"
            type="password"
            autocomplete="current-password"
            says={says("password")}
          />
        )}
      </Form>
      <button type="button" class="btn quiet" onClick={() => (isAsking.value = false)}>
        Keep the account
      </button>
    </>
  );
}
