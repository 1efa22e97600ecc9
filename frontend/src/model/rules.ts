/** The rule of a smart playlist while it is built: conditions of which all or any hold, an order, and how many at most. */
import type { FieldShape } from "../core/contract";

export type Value = string | number | boolean | readonly (string | number)[];

export interface Condition {
  key: number;
  field: string;
  operator: string;
  value: Value;
}

export interface Draft {
  how: "all" | "any";
  conditions: readonly Condition[];
  order_by: string;
  limit: number;
}

export const EMPTY: Draft = { how: "all", conditions: [], order_by: "-date", limit: 100 };

/** The rule as the server reads it. */
export function ruleOf({ how, conditions, order_by, limit }: Draft): Record<string, unknown> {
  return { [how]: conditions.map(({ field, operator, value }) => ({ field, operator, value })), order_by, limit };
}

/** A rule to go on building at; null if it has groups in groups, which are not built here. */
export function draftOf(rule: unknown): Draft | null {
  const { all, any, order_by, limit } = (rule ?? {}) as Record<string, unknown>;
  const parts = (all ?? any ?? []) as Record<string, unknown>[];
  if (parts.some((part) => "all" in part || "any" in part)) return null;
  return {
    how: any ? "any" : "all",
    conditions: parts.map(({ field, operator, value }, key) => ({ key, field: String(field), operator: String(operator), value: value as Value })),
    order_by: typeof order_by === "string" ? order_by : EMPTY.order_by,
    limit: typeof limit === "number" ? limit : EMPTY.limit,
  };
}

/** A condition about a field, with its first operator. */
export function conditionOn(field: FieldShape, key: number): Condition {
  const [operator] = field.operators;
  return { key, field: field.name, operator: operator?.name ?? "is", value: startOf(operator?.value ?? "text", field) };
}

/** The same condition with another operator: what was said is kept where it fits. */
export function withOperator(condition: Condition, operator: string, field: FieldShape): Condition {
  const kindOf = (name: string): string => field.operators.find((one) => one.name === name)?.value ?? "text";
  const isSame = kindOf(operator) === kindOf(condition.operator);
  return { ...condition, operator, value: isSame ? condition.value : startOf(kindOf(operator), field) };
}

function startOf(kind: string, field: FieldShape): Value {
  const low = field.low ?? 0;
  const today = new Date().toISOString().slice(0, 10);
  switch (kind) {
    case "number":
      return low;
    case "days":
      return 30;
    case "yes_no":
      return true;
    case "texts":
      return [];
    case "moment":
      return today;
    case "pair":
      return field.kind === "moment" ? [today, today] : [low, Math.min(field.high ?? 100, low + 100)];
    default:
      return field.choices[0] ?? "";
  }
}

/** Whether everything is said that the server needs. */
export const isWhole = ({ conditions }: Draft): boolean =>
  conditions.length > 0 && conditions.every(({ value }) => (Array.isArray(value) ? value.length > 0 : value !== ""));

/** "a, b" -> ["a", "b"]. */
export const listed = (text: string): string[] => text.split(",").map((one) => one.trim()).filter(Boolean);

/** An operator as people say it. */
export const spoken = (name: string): string => SAYINGS.get(name) ?? name.replaceAll("_", " ");

const SAYINGS: ReadonlyMap<string, string> = new Map([
  ["contains_not", "does not contain"],
  ["in_last_days", "in the last days"],
  ["not_in_last_days", "not in the last days"],
]);
