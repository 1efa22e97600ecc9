/** A page whose thing is on the way, or is not there. */
import type { JSX } from "preact";
import type { Loading } from "../../core/loading";
import { Notice } from "../notice";

export function ThingState({ found, name }: { found: Loading<unknown>; name: string }): JSX.Element {
  if (found.state !== "failed") return <section class="screen" aria-busy="true" />;
  return (
    <section class="screen" aria-labelledby="h-thing">
      <h1 id="h-thing">{name}</h1>
      <Notice way={<a class="btn" href="/library">Go to the library</a>}>{found.error.message}</Notice>
    </section>
  );
}
