/** Builds the rule of a smart playlist, and says at once how many songs it finds. */
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { ruleFields, tryRule } from "../../api/playlists";
import type { RuleFields } from "../../core/contract";
import { useScope } from "../../core/hooks";
import { ApiError } from "../../core/http";
import { many } from "../../model/names";
import { type Condition, conditionOn, type Draft, isWhole, ruleOf, spoken, withOperator } from "../../model/rules";
import { total } from "../../model/time";
import { Icon } from "../icon";
import { ConditionValue } from "./condition-value";

const PAUSE_MS = 300;

export function RuleBuilder({ draft }: { draft: Signal<Draft> }): JSX.Element | null {
  const told = useSignal<RuleFields | null>(null);
  const found = useSignal("");
  useScope((scope) => {
    void attempt(async () => void (told.value = await ruleFields()), found);
    scope.effect(() => {
      const rule = draft.value;
      if (!isWhole(rule)) return void (found.value = "");
      const timer = setTimeout(() => void attempt(async () => {
        const { count, duration_s } = await tryRule(ruleOf(rule));
        found.value = `${many(count, "song")}, ${total(duration_s)}`;
      }, found), PAUSE_MS);
      return () => clearTimeout(timer);
    });
  }, []);
  if (!told.value) return null;
  const { fields, orders } = told.value;
  const set = (change: Partial<Draft>): void => void (draft.value = { ...draft.peek(), ...change });
  const put = (next: Condition): void => set({ conditions: draft.peek().conditions.map((one) => (one.key === next.key ? next : one)) });
  const add = (): void => {
    const key = 1 + Math.max(-1, ...draft.peek().conditions.map((one) => one.key));
    const unsaid = fields.find(({ name }) => !draft.peek().conditions.some(({ field }) => field === name)) ?? fields[0];
    if (unsaid) set({ conditions: [...draft.peek().conditions, conditionOn(unsaid, key)] });
  };
  const { how, conditions, order_by, limit } = draft.value;
  return (
    <fieldset class="rule">
      <legend class="k">Songs of which</legend>
      <select aria-label="How many conditions hold" value={how} onChange={(event) => set({ how: event.currentTarget.value as Draft["how"] })}>
        <option value="all">all of this is so</option>
        <option value="any">any of this is so</option>
      </select>
      <ul>
        {conditions.map((one, index) => (
          <OneCondition
            key={one.key}
            condition={one}
            number={index + 1}
            fields={fields}
            put={put}
            remove={() => set({ conditions: conditions.filter(({ key }) => key !== one.key) })}
          />
        ))}
      </ul>
      <button type="button" class="btn small" onClick={add}>
        <Icon name="add" />
        Add a condition
      </button>
      <div class="newlist">
        <span class="field">
          <label for="rule-order">In order of</label>
          <select id="rule-order" value={order_by} onChange={(event) => set({ order_by: event.currentTarget.value })}>
            {orders.map((order) => (
              <option key={order} value={order}>
                {order.startsWith("-") ? `${order.slice(1)}, most first` : order}
              </option>
            ))}
          </select>
        </span>
        <span class="field">
          <label for="rule-limit">At most</label>
          <input
            id="rule-limit"
            type="number"
            min={1}
            max={1000}
            value={limit}
            onChange={(event) => set({ limit: Number(event.currentTarget.value) })}
          />
        </span>
      </div>
      <p class="k" role="status">
        {found.value}
      </p>
    </fieldset>
  );
}

interface ConditionProps {
  condition: Condition;
  number: number;
  fields: RuleFields["fields"];
  put: (next: Condition) => void;
  remove: () => void;
}

function OneCondition({ condition, number, fields, put, remove }: ConditionProps): JSX.Element | null {
  const field = fields.find(({ name }) => name === condition.field);
  if (!field) return null;
  const change = (name: string): void => {
    const next = fields.find((one) => one.name === name);
    if (next) put(conditionOn(next, condition.key));
  };
  return (
    <li>
      <select aria-label={`Condition ${number}: field`} value={field.name} onChange={(event) => change(event.currentTarget.value)}>
        {fields.map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      <select
        aria-label={`Condition ${number}: how`}
        value={condition.operator}
        onChange={(event) => put(withOperator(condition, event.currentTarget.value, field))}
      >
        {field.operators.map(({ name }) => (
          <option key={name} value={name}>
            {spoken(name)}
          </option>
        ))}
      </select>
      <ConditionValue condition={condition} field={field} label={`Condition ${number}: value`} put={put} />
      <button type="button" class="btn icon" aria-label={`Remove condition ${number}`} onClick={remove}>
        <Icon name="close" />
      </button>
    </li>
  );
}

async function attempt(act: () => Promise<void>, says: Signal<string>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    says.value = error.message;
  }
}
