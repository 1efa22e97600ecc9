/** Where the link of a letter leads: the address is verified, or the link does not work any more. */
import type { JSX } from "preact";
import { Icon } from "../components/icon";
import { useScope } from "../core/hooks";
import { useTitle } from "../core/title";
import { meet, user } from "../stores/session";

export function Link({ isGood }: { isGood: boolean }): JSX.Element {
  const says = isGood ? "Your address is verified" : "This link does not work any more";
  useTitle(says);
  useScope(() => void meet(), []); // what is known of the person may be of before
  const way = user.value ? { to: isGood ? "/" : "/account", label: isGood ? "Make a song" : "Your account" } : { to: "/sign-in", label: "Sign in" };
  return (
    <section class="screen account" aria-labelledby="h-link">
      <h1 id="h-link">{says}</h1>
      <p class={isGood ? "lede good" : "lede"}>
        <Icon name={isGood ? "check" : "warning"} />
        {isGood ? "Nothing else is needed." : "It was used, is too old, or was replaced by a newer one. Your account sends another."}
      </p>
      <a class="btn primary" href={way.to}>
        {way.label}
      </a>
    </section>
  );
}
