/** What a condition compares with: words, numbers, days, yes or no. */
import type { JSX } from "preact";
import type { FieldShape } from "../../core/contract";
import { type Condition, listed, type Value } from "../../model/rules";

interface Props {
  condition: Condition;
  field: FieldShape;
  label: string;
  put: (next: Condition) => void;
}

export function ConditionValue({ condition, field, label, put }: Props): JSX.Element {
  const { value } = condition;
  const kind = field.operators.find(({ name }) => name === condition.operator)?.value ?? "text";
  const set = (next: Value): void => put({ ...condition, value: next });
  const isNumber = kind === "number" || kind === "days" || (kind === "pair" && field.kind === "number");
  const type = isNumber ? "number" : kind === "moment" || kind === "pair" ? "date" : "text";
  const read = (text: string): string | number => (isNumber ? Number(text) : text);
  const input = (shown: string | number, name: string, change: (text: string) => void): JSX.Element => (
    <input {...({ type } as { type: "text" })} aria-label={name} value={shown} onChange={(event) => change(event.currentTarget.value)} />
  );
  if (kind === "yes_no") {
    return (
      <select aria-label={label} value={String(value)} onChange={(event) => set(event.currentTarget.value === "true")}>
        <option value="true">yes</option>
        <option value="false">no</option>
      </select>
    );
  }
  if (kind === "pair") {
    const [low = "", high = ""] = value as readonly (string | number)[];
    return (
      <span class="pair">
        {input(low, `${label}, from`, (text) => set([read(text), high]))}
        {input(high, `${label}, to`, (text) => set([low, read(text)]))}
        {field.unit}
      </span>
    );
  }
  if (kind === "texts") return input((value as readonly string[]).join(", "), `${label}, between commas`, (text) => set(listed(text)));
  if (kind === "text" && field.choices.length > 0) {
    return (
      <select aria-label={label} value={String(value)} onChange={(event) => set(event.currentTarget.value)}>
        {field.choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  }
  return (
    <span class="pair">
      {input(value as string | number, label, (text) => set(read(text)))}
      {kind === "days" ? "days" : field.unit}
    </span>
  );
}
