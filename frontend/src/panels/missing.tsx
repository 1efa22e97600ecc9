/** An address that leads nowhere. */
import type { JSX } from "preact";
import { Empty } from "../components/empty";
import { useTitle } from "../core/title";

export function Missing(): JSX.Element {
  useTitle("Nothing is here");
  return (
    <section class="screen" aria-labelledby="h-missing">
      <h1 id="h-missing">Nothing is here</h1>
      <Empty says="The address leads to no page of the studio." way="Make a song" to="/" />
    </section>
  );
}
