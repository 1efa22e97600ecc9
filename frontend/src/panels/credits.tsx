/** Credits: what there is, what comes, the statement, a code, prices. */
import type { JSX } from "preact";
import { Prices } from "../components/credits/prices";
import { Redeem } from "../components/credits/redeem";
import { Statement } from "../components/credits/statement";
import { Empty } from "../components/empty";
import { Part } from "../components/part";
import { useScope } from "../core/hooks";
import { useTitle } from "../core/title";
import type { Credits } from "../api/credits";
import { count } from "../model/names";
import { day } from "../model/time";
import { credits, openStatement } from "../stores/credits";
import { user } from "../stores/session";

export function CreditsPage(): JSX.Element {
  useTitle("Credits");
  return (
    <section class="screen mine" aria-labelledby="h-credits">
      <h1 id="h-credits">Credits</h1>
      <Inside />
    </section>
  );
}

function Inside(): JSX.Element | null {
  if (credits.value) return <Mine now={credits.value} />;
  if (user.value === null) return <Empty says="Credits are kept in an account. It begins with some." way="Open an account" to="/sign-up" />;
  return null;
}

function Mine({ now }: { now: Credits }): JSX.Element {
  useScope(openStatement, []);
  return (
    <>
      <Part title="Balance">
        <p class="balance" role="status">
          <b class="num">{count(now.balance, "credit")}</b>
          {now.held > 0 && <small>{now.held} more are held for what is being made</small>}
        </p>
        <Next now={now} />
      </Part>
      <Part title="Statement">
        <Statement />
      </Part>
      <Part title="Redeem a code">
        <Redeem />
      </Part>
      <Part title="Prices">
        <Prices />
      </Part>
    </>
  );
}

/** What comes next, and what one has to do for it. */
function Next({ now }: { now: Credits }): JSX.Element | null {
  if (!now.monthly) return now.verified ? null : <p>Verify your address to get more. {verify}</p>;
  if (!now.verified) {
    return (
      <p>
        {now.monthly} come each month once your address is verified. {verify}
      </p>
    );
  }
  return now.next_allowance ? <p>{`${now.monthly} more come on ${day(new Date(now.next_allowance))}.`}</p> : null;
}

const verify = <a href="/account">See your address</a>;
