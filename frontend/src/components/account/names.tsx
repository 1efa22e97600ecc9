/** What one is called, and a picture of oneself. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { ApiError } from "../../core/http";
import { asApiError } from "../../core/loading";
import type { User } from "../../core/wire";
import { rename, setAvatar } from "../../stores/account";
import { show } from "../../stores/toast";
import { Field, Form } from "../form";
import { Icon } from "../icon";
import { Notice } from "../notice";

export function Names({ user }: { user: User }): JSX.Element {
  const act = async ({ username = "", full_name = "", about = "", public_profile }: Record<string, string>): Promise<void> => {
    await rename({ username, full_name, about, public_profile: public_profile !== undefined });
    show({ says: "Your name is saved." });
  };
  return (
    <Form act={act} button="Save" busy="Saving">
      {(says) => (
        <>
          <Field name="username" label="Name" autocomplete="username" value={user.username} says={says("username")} />
          <Field name="full_name" label="Full name" autocomplete="name" value={user.full_name} required={false} says={says("full_name")} />
          <Field name="about" label="About you" value={user.about} required={false} says={says("about")} />
          <label class="check">
            <input type="checkbox" name="public_profile" defaultChecked={user.public_profile} />
            Everybody may see what you show
          </label>
          {user.public_profile && <a href={`/people/${encodeURIComponent(user.username)}`}>See it as others do</a>}
        </>
      )}
    </Form>
  );
}

export function Avatar({ user }: { user: User }): JSX.Element {
  const failure = useSignal<ApiError | null>(null);
  const set = async (file: File | null): Promise<void> => {
    failure.value = null;
    try {
      await setAvatar(file);
    } catch (error) {
      failure.value = asApiError(error);
    }
  };
  return (
    <div class="avatar">
      {user.avatar ? <img src={user.avatar} alt="Your picture" width={72} height={72} /> : <Icon name="person" />}
      <label class="btn">
        {user.avatar ? "Another picture" : "Choose a picture"}
        <input
          type="file"
          class="sr"
          accept="image/png,image/jpeg,image/webp"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = "";
            if (file) void set(file);
          }}
        />
      </label>
      {user.avatar && (
        <button type="button" class="btn quiet" onClick={() => void set(null)}>
          Remove
        </button>
      )}
      {failure.value && <Notice>{failure.value.message}</Notice>}
    </div>
  );
}
