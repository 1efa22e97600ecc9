/** One thing to set of an effect: a slider with its value and unit, or a list. */
import type { JSX, TargetedKeyboardEvent } from "preact";
import type { Parameter } from "../../model/effects";
import { isNumber, LAST, type Setting, shown, stepOf, turned, valueAt } from "../../model/effects";
import { capital } from "../../model/names";
import { recordings } from "../../stores/uploads";

interface Props {
  of: string;
  parameter: Parameter;
  value: Setting;
  set: (value: Setting) => void;
}

export function Knob({ of, parameter, value, set }: Props): JSX.Element {
  const label = `${of}, ${parameter.label}`;
  if (parameter.kind === "recording") return <Recorded label={label} name={parameter.label} value={String(value)} set={set} />;
  if (!isNumber(parameter)) {
    return (
      <label class="knob">
        <span class="k">{parameter.label}</span>
        <select aria-label={label} value={String(value)} onChange={(event) => set(event.currentTarget.value)}>
          {parameter.options.map((option) => (
            <option key={option} value={option}>
              {ABBREVIATED.has(option) ? option.toUpperCase() : capital(option)}
            </option>
          ))}
        </select>
      </label>
    );
  }
  const now = Number(value);
  const turn = (steps: number): void => set(valueAt(parameter, Math.min(LAST, Math.max(0, steps))));
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>): void => {
    const by = KEYS[event.key];
    if (event.key === "Delete" || event.key === "Backspace") set(parameter.default);
    else if (by !== undefined) turn(turned(parameter, now) + by * stepOf(parameter));
    else return;
    event.preventDefault();
  };
  return (
    <label class={now === parameter.default ? "knob" : "knob set"}>
      <span class="k">{parameter.label}</span>
      <input
        type="range"
        aria-label={label}
        aria-valuetext={shown(parameter, now)}
        min={0}
        max={LAST}
        value={turned(parameter, now)}
        onInput={(event) => turn(Number(event.currentTarget.value))}
        onDblClick={() => set(parameter.default)}
        onKeyDown={onKeyDown}
      />
      <output>{shown(parameter, now)}</output>
    </label>
  );
}

/** A recording of one's own, instead of what the studio has. */
function Recorded({ label, name, value, set }: { label: string; name: string; value: string; set: (value: Setting) => void }): JSX.Element {
  return (
    <label class="knob">
      <span class="k">{name}</span>
      <select aria-label={label} value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">None</option>
        {(recordings.value ?? []).map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  );
}

const ABBREVIATED: ReadonlySet<string> = new Set(["lufs"]);

const KEYS: Readonly<Record<string, number>> = {
  ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10,
};
