/** A share from 0 to 100 %; untouched it is left to the style, and a button gives it back. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../core/hooks";
import type { Opens } from "../../model/chips";
import { focusField } from "../../stores/create-focus";
import { Icon } from "../icon";

interface Props {
  label: string;
  value: number | undefined;
  /** What it is if nobody sets it; null where that is not known. */
  usual: number | null;
  field: Opens | null;
  set: (value: number | undefined) => void;
}

const MIDDLE = 0.6;

export function Share({ label, value, usual, field, set }: Props): JSX.Element {
  const slider = useRef<HTMLInputElement>(null);
  useScope((scope) => scope.effect(() => {
    if (!field || focusField.value !== field) return;
    focusField.value = null;
    slider.current?.focus();
  }), [field]);
  const shown = value ?? usual ?? MIDDLE;
  const text = value === undefined && usual === null ? "style" : `${Math.round(shown * 100)} %`;
  return (
    <label class={value === undefined ? "share" : "share set"}>
      <span class="k">{label}</span>
      <input
        ref={slider}
        type="range"
        min={0}
        max={1}
        step={0.01}
        value={shown}
        aria-valuetext={value === undefined ? `${text}, style default` : text}
        onInput={(event) => set(Number(event.currentTarget.value))}
      />
      <output>{text}</output>
      {value !== undefined && (
        <button type="button" class="btn icon small" aria-label={`${label}: leave it to the style`} onClick={() => set(undefined)}>
          <Icon name="close" />
        </button>
      )}
    </label>
  );
}
