/** The plan: sections with their bars, energy as hairlines. */
import type { JSX } from "preact";
import { count } from "../../model/names";
import { inTime } from "../../model/sections";
import { reading } from "../../stores/create";
import { FormRibbon } from "../form-ribbon";
import { Hairlines } from "../hairlines";

export function PlanSketch(): JSX.Element | null {
  const plan = reading.value?.says.plan;
  if (!plan) return null;
  return (
    <figure class="sketch">
      <figcaption>
        The plan <span>{count(plan.bars, "bar")}</span>
      </figcaption>
      <FormRibbon
        sections={inTime(plan.sections, plan.duration_s)}
        duration_s={plan.duration_s}
        block={(section, _, name) => (
          <span>
            {name}
            <i>{section.bars}</i>
          </span>
        )}
      />
      <Hairlines sections={plan.sections} label={`Planned energy: ${plan.sections.map(inWords).join(", ")}`} />
    </figure>
  );
}

function inWords({ name, energy }: { name: string; energy: number }): string {
  const word = energy < 0.34 ? "quiet" : energy < 0.67 ? "medium" : "full";
  return `${name} ${word}`;
}
