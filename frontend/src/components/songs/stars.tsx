/** One to five stars, or none: a slider that looks like stars. */
import type { JSX } from "preact";
import { count } from "../../model/names";
import { giveStars, type Kind, opinionOf } from "../../stores/opinions";

interface Props {
  kind: Kind;
  thing: { id: number; liked: boolean; stars: number | null };
  name: string;
}

export function Stars({ kind, thing, name }: Props): JSX.Element {
  const stars = opinionOf(kind, thing).stars ?? 0;
  return (
    <input
      type="range"
      class="stars"
      min={0}
      max={5}
      value={stars}
      style={{ "--n": stars }}
      aria-label={`Stars for ${name}`}
      aria-valuetext={stars ? count(stars, "star") : "No stars"}
      onChange={(event) => void giveStars(kind, thing, Number(event.currentTarget.value))}
    />
  );
}
