/** One style, or two blended by weight. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../core/hooks";
import { type Blend, blendOf, blendWishes } from "../../model/blend";
import { grouped } from "../../model/style-groups";
import { wish, wishes } from "../../stores/create";
import { focusField } from "../../stores/create-focus";
import { styles } from "../../stores/styles";
import { GroupedOptions } from "../grouped-options";

export function StyleBlend(): JSX.Element {
  const box = useRef<HTMLFieldSetElement>(null);
  useScope((scope) => scope.effect(() => {
    if (focusField.value !== "blend") return;
    focusField.value = null;
    box.current?.querySelector("select")?.focus();
  }), []);
  const blend = blendOf(wishes.value);
  const set = (part: Partial<Blend>): void => wish(blendWishes({ ...blend, ...part }));
  return (
    <fieldset ref={box}>
      <legend>Style</legend>
      <div class="fields">
        <StyleField id="style-first" label="Style" none="From your words" value={blend.first} set={(first) => set({ first })} />
        {blend.first && (
          <StyleField id="style-second" label="Blended with" none="Nothing" value={blend.second} set={(second) => set({ second })} />
        )}
        {blend.second && (
          <label class="share set">
            <span class="k">Share of the second</span>
            <input
              type="range"
              min={5}
              max={95}
              step={5}
              value={blend.share}
              aria-valuetext={`${blend.share} %`}
              onInput={(event) => set({ share: Number(event.currentTarget.value) })}
            />
            <output>{blend.share} %</output>
          </label>
        )}
      </div>
    </fieldset>
  );
}

interface FieldProps {
  id: string;
  label: string;
  none: string;
  value: string;
  set: (style: string) => void;
}

function StyleField({ id, label, none, value, set }: FieldProps): JSX.Element {
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">{none}</option>
        <StyleChoices />
      </select>
    </p>
  );
}

/** All styles as options, in their groups. */
export function StyleChoices(): JSX.Element {
  return <GroupedOptions groups={grouped(styles.value, "")} />;
}
