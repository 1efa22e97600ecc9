/** Somebody's picture, or the first letter of their name. */
import type { JSX } from "preact";

export function Face({ name, avatar }: { name: string; avatar: string | null }): JSX.Element {
  if (avatar) return <img class="face" src={avatar} alt="" width="36" height="36" />;
  return (
    <span class="face" aria-hidden="true">
      {name.charAt(0).toUpperCase()}
    </span>
  );
}
