/** How it is sung, and who sings along. */
import type { JSX } from "preact";
import type { Named } from "../../core/wire-words";
import { known, type Singing } from "../../stores/voices";

interface Props {
  /** Tells one set of controls of a page from another. */
  name: string;
  value: Singing;
  set: (part: Singing) => void;
}

export function Manner({ name, value, set }: Props): JSX.Element | null {
  const { expressions = [], harmonies = [] } = known.value ?? {};
  const chosen = value.harmonies ?? [];
  const toggle = ({ name: harmony }: Named): void =>
    set({ harmonies: chosen.includes(harmony) ? chosen.filter((one) => one !== harmony) : [...chosen, harmony] });
  return (
    <>
      {expressions.length > 0 && (
        <p class="field manner">
          <label for={`${name}-manner`}>Manner</label>
          <select id={`${name}-manner`} value={value.expression ?? ""} onChange={(event) => set({ expression: event.currentTarget.value })}>
            <option value="">As the style sings</option>
            {expressions.map((one) => (
              <option key={one.name} value={one.name}>
                {one.label}
              </option>
            ))}
          </select>
        </p>
      )}
      {harmonies.length > 0 && (
        <fieldset class="harmonies">
          <legend>Sung along</legend>
          {harmonies.map((one) => (
            <label key={one.name} class="check">
              <input type="checkbox" checked={chosen.includes(one.name)} onChange={() => toggle(one)} />
              {one.label}
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
