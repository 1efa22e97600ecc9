/** Likes a thing, and takes that back. */
import type { JSX } from "preact";
import { type Kind, opinionOf, toggleLike } from "../../stores/opinions";
import { Icon } from "../icon";

interface Props {
  kind: Kind;
  thing: { id: number; liked: boolean; stars: number | null };
  name: string;
}

export function Heart({ kind, thing, name }: Props): JSX.Element {
  const { liked } = opinionOf(kind, thing);
  return (
    <button type="button" class="btn icon heart" aria-label={`Like ${name}`} aria-pressed={liked} onClick={() => void toggleLike(kind, thing)}>
      <Icon name={liked ? "liked" : "heart"} />
    </button>
  );
}
