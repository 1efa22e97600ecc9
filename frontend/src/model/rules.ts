/** The rule of a smart playlist while it is built: conditions of which all or any hold, perhaps in groups within each other,
 * an order, and how many at most. Parts of a group have keys of their own, by which lists know them again.
 */
import type { FieldShape } from "../core/contract";

export type Value = string | number | boolean | readonly (string | number)[];

export interface Condition {
  key: number;
  field: string;
  operator: string;
  value: Value;
}

export interface Group {
  key: number;
  how: "all" | "any";
  parts: readonly Part[];
}

export type Part = Condition | Group;

export interface Draft extends Group {
  order_by: string;
  limit: number;
}

export const EMPTY: Draft = { key: 0, how: "all", parts: [], order_by: "-date", limit: 100 };

export const isGroup = (part: Part): part is Group => "parts" in part;

/** The rule as the server reads it. */
export const ruleOf = ({ order_by, limit, ...group }: Draft): Record<string, unknown> => ({ ...written(group), order_by, limit });

function written(part: Part): Record<string, unknown> {
  if (isGroup(part)) return { [part.how]: part.parts.map(written) };
  const { field, operator, value } = part;
  return { field, operator, value };
}

/** A rule to go on building at. */
export function draftOf(rule: unknown): Draft {
  const { order_by, limit, ...group } = (rule ?? {}) as Record<string, unknown>;
  return {
    ...groupOf(group, 0),
    order_by: typeof order_by === "string" ? order_by : EMPTY.order_by,
    limit: typeof limit === "number" ? limit : EMPTY.limit,
  };
}

function groupOf({ all, any }: Record<string, unknown>, key: number): Group {
  const parts = (all ?? any ?? []) as Record<string, unknown>[];
  return { key, how: any ? "any" : "all", parts: parts.map(partOf) };
}

function partOf(part: Record<string, unknown>, key: number): Part {
  if (!("field" in part)) return groupOf(part, key);
  return { key, field: String(part["field"]), operator: String(part["operator"]), value: part["value"] as Value };
}

/** All conditions of a group and of those in it. */
export const conditionsOf = ({ parts }: Group): Condition[] => parts.flatMap((part) => (isGroup(part) ? conditionsOf(part) : [part]));

/** A group with one part more, which gets a key of its own. */
export function withPart<G extends Group>(group: G, part: (key: number) => Part): G {
  return { ...group, parts: [...group.parts, part(1 + Math.max(-1, ...group.parts.map(({ key }) => key)))] };
}

/** A group with another part in the place of the one of its key. */
export const withChanged = <G extends Group>(group: G, next: Part): G => ({
  ...group,
  parts: group.parts.map((part) => (part.key === next.key ? next : part)),
});

export const without = <G extends Group>(group: G, gone: Part): G => ({ ...group, parts: group.parts.filter((part) => part !== gone) });

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
export const isWhole = ({ parts }: Group): boolean => parts.length > 0 && parts.every((part) => (isGroup(part) ? isWhole(part) : isSaid(part.value)));

const isSaid = (value: Value): boolean => (Array.isArray(value) ? value.length > 0 : value !== "");

/** "a, b" -> ["a", "b"]. */
export const listed = (text: string): string[] => text.split(",").map((one) => one.trim()).filter(Boolean);

/** An operator as people say it. */
export const spoken = (name: string): string => SAYINGS.get(name) ?? name.replaceAll("_", " ");

const SAYINGS: ReadonlyMap<string, string> = new Map([
  ["contains_not", "does not contain"],
  ["in_last_days", "in the last days"],
  ["not_in_last_days", "not in the last days"],
]);
