/** One's own account: name and picture, address and password, sessions, keys and players, links, everything, and the end. */
import type { JSX } from "preact";
import { Keys } from "../components/account/keys";
import { Everything, Farewell } from "../components/account/leaving";
import { Links } from "../components/account/links";
import { LoginList } from "../components/account/login-list";
import { Avatar, Names } from "../components/account/names";
import { Players } from "../components/account/players";
import { Address, Password } from "../components/account/security";
import { Empty } from "../components/empty";
import { Part } from "../components/part";
import { useScope } from "../core/hooks";
import { useTitle } from "../core/title";
import type { User } from "../core/wire";
import { endOthers, logins, openAccount } from "../stores/account";
import { user } from "../stores/session";

export function Account(): JSX.Element {
  useTitle("Account");
  return (
    <section class="screen mine" aria-labelledby="h-mine">
      <h1 id="h-mine">Account</h1>
      {user.value && <Mine user={user.value} />}
      {user.value === null && <Empty says="Nobody is signed in." way="Sign in" to="/sign-in" />}
    </section>
  );
}

function Mine({ user }: { user: User }): JSX.Element {
  useScope(openAccount, []);
  return (
    <>
      <Part title="Name">
        <Names user={user} />
      </Part>
      <Part title="Picture">
        <Avatar user={user} />
      </Part>
      <Part title="E-mail">
        <Address user={user} />
      </Part>
      <Part title="Password">
        <Password user={user} />
      </Part>
      <Part title="Sessions">
        <LoginList kind="sessions" none="" />
        {(logins.sessions.value?.length ?? 0) > 1 && (
          <button type="button" class="btn" onClick={() => void endOthers()}>
            End all others
          </button>
        )}
      </Part>
      <Part title="API keys">
        <Keys />
      </Part>
      <Part title="Music players">
        <Players />
      </Part>
      <Part title="Links">
        <Links />
      </Part>
      <Part title="Everything of mine">
        <Everything />
      </Part>
      <Part title="The end">
        <Farewell />
      </Part>
    </>
  );
}
