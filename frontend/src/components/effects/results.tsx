/** What effects have made until now. */
import type { JSX } from "preact";
import { age, clock } from "../../model/time";
import { compare, compared } from "../../stores/comparison";
import { catalogue, results } from "../../stores/effects";

export function Results(): JSX.Element | null {
  if (!results.value.length) return null;
  const now = new Date();
  return (
    <section class="results" aria-labelledby="h-results">
      <h2 id="h-results">Made until now</h2>
      <ul>
        {results.value.map((one) => (
          <li key={one.asset_id}>
            <button type="button" class="name" aria-pressed={compared.value?.asset_id === one.asset_id} onClick={() => compare(one)}>
              {one.name}
            </button>
            <span class="k">{labelOf(one.preset)}</span>
            <span class="k num">{clock(one.duration_s)}</span>
            <span class="k">{age(new Date(one.created_at), now)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function labelOf(preset: string | null): string {
  return catalogue.value?.presets.find(({ name }) => name === preset)?.label ?? "A chain of your own";
}
