/** Conditions of which all or any hold, and groups of such within them. */
import type { JSX } from "preact";
import type { RuleFields } from "../../core/contract";
import { type Condition, conditionOn, conditionsOf, type Group, isGroup, spoken, withChanged, without, withOperator, withPart } from "../../model/rules";
import { Icon } from "../icon";
import { ConditionValue } from "./condition-value";

/** A group within another one asks for what that one does not. */
const OTHER = { all: "any", any: "all" } as const;

interface GroupProps {
  group: Group;
  told: RuleFields;
  /** Whether the rule has all the conditions that it may have. */
  isFull: boolean;
  put: (next: Group) => void;
  /** Where it stands: "2." is the second part of the rule. */
  place?: string;
  depth?: number;
}

export function RuleGroup({ group, told, isFull, put, place = "", depth = 1 }: GroupProps): JSX.Element {
  const { fields, limits } = told;
  const change = (next: Group["parts"][number]): void => put(withChanged(group, next));
  const said = new Set(conditionsOf(group).map(({ field }) => field));
  const unsaid = fields.find(({ name }) => !said.has(name)) ?? fields[0];
  const addCondition = (): void => unsaid && put(withPart(group, (key) => conditionOn(unsaid, key)));
  const addGroup = (): void => unsaid && put(withPart(group, (key) => ({ key, how: OTHER[group.how], parts: [conditionOn(unsaid, 0)] })));
  return (
    <>
      <select
        aria-label={place ? `Group ${place.slice(0, -1)}: how many conditions hold` : "How many conditions hold"}
        value={group.how}
        onChange={(event) => put({ ...group, how: event.currentTarget.value as Group["how"] })}
      >
        <option value="all">all of this is so</option>
        <option value="any">any of this is so</option>
      </select>
      <ul>
        {group.parts.map((part, index) => {
          const number = `${place}${index + 1}`;
          const remove = (): void => put(without(group, part));
          return isGroup(part) ? (
            <li key={part.key} class="within">
              <div role="group" aria-label={`Group ${number}`}>
                <RuleGroup group={part} told={told} isFull={isFull} put={change} place={`${number}.`} depth={depth + 1} />
              </div>
              <Remove label={`Remove group ${number}`} act={remove} />
            </li>
          ) : (
            <OneCondition key={part.key} condition={part} number={number} fields={fields} put={change} remove={remove} />
          );
        })}
      </ul>
      <span class="pair">
        <button type="button" class="btn small" disabled={isFull} onClick={addCondition}>
          <Icon name="add" />
          Add a condition
        </button>
        {depth < limits.depth && (
          <button type="button" class="btn small quiet" disabled={isFull} onClick={addGroup}>
            Add a group
          </button>
        )}
      </span>
    </>
  );
}

interface ConditionProps {
  condition: Condition;
  number: string;
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
      <Remove label={`Remove condition ${number}`} act={remove} />
    </li>
  );
}

function Remove({ label, act }: { label: string; act: () => void }): JSX.Element {
  return (
    <button type="button" class="btn icon" aria-label={label} onClick={act}>
      <Icon name="close" />
    </button>
  );
}
