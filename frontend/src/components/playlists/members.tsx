/** Who may change a playlist beside its owner, and the link by which others join. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import * as api from "../../api/playlists";
import type { MemberShape } from "../../core/contract";
import { useScope } from "../../core/hooks";
import { ApiError } from "../../core/http";
import { copy } from "../../stores/clipboard";
import { Notice } from "../notice";

export function Members({ id }: { id: number }): JSX.Element {
  const members = useSignal<readonly MemberShape[]>([]);
  const address = useSignal("");
  const problem = useSignal("");
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      problem.value = error.message;
    }
  };
  const load = (): Promise<void> =>
    attempt(async () => {
      members.value = (await api.listMembers(id)).results;
    });
  useScope(() => void load(), [id]);
  const letGo = (user: number): Promise<void> =>
    attempt(async () => {
      await api.dismissMember(id, user);
      await load();
    });
  return (
    <div class="members">
      {problem.value && <Notice>{problem.value}</Notice>}
      {members.value.length > 0 && (
        <ul aria-label="Members">
          {members.value.map(({ user_id, username }) => (
            <li key={user_id}>
              <a href={`/people/${username}`}>{username}</a>
              <button type="button" class="btn small quiet" aria-label={`Let ${username} go`} onClick={() => void letGo(user_id)}>
                Let go
              </button>
            </li>
          ))}
        </ul>
      )}
      {address.value ? (
        <div class="newlist">
          <span class="field">
            <label for="invitation">Whoever opens this joins</label>
            <input id="invitation" readOnly value={address.value} onFocus={(event) => event.currentTarget.select()} />
          </span>
          <button type="button" class="btn" onClick={() => void copy(address.value)}>
            Copy
          </button>
        </div>
      ) : (
        <button type="button" class="btn small" onClick={() => void attempt(async () => void (address.value = joinAddress((await api.invite(id)).token)))}>
          Invite by a link
        </button>
      )}
    </div>
  );
}

const joinAddress = (token: string): string => `${location.origin}/join/${token}`;
