/** Becoming a member of a playlist, by the link of an invitation. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { joinPlaylist } from "../api/playlists";
import { Empty } from "../components/empty";
import { Notice } from "../components/notice";
import { asApiError } from "../core/loading";
import { go } from "../core/router";
import { useTitle } from "../core/title";
import { user } from "../stores/session";

export function Join({ token }: { token: string }): JSX.Element {
  useTitle("Join a playlist");
  const problem = useSignal("");
  const join = async (): Promise<void> => {
    try {
      go(`/playlists/${(await joinPlaylist(token)).id}`, "replace");
    } catch (error) {
      problem.value = asApiError(error).message;
    }
  };
  return (
    <section class="screen" aria-labelledby="h-join">
      <h1 id="h-join">Join a playlist</h1>
      {problem.value && <Notice>{problem.value}</Notice>}
      {user.value === null ? (
        <Empty says="Whoever changes a playlist needs an account. Come back to this link when you have one." way="Sign in" to="/sign-in" />
      ) : (
        <div class="empty">
          <p>You were invited to put songs into a playlist of somebody else.</p>
          <button type="button" class="btn primary" onClick={() => void join()}>
            Join
          </button>
        </div>
      )}
    </section>
  );
}
