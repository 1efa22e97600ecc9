import { describe, expect, it } from "vitest";
import type { FieldShape } from "../../src/core/contract";
import {
  conditionOn, conditionsOf, draftOf, EMPTY, type Group, isWhole, listed, ruleOf, spoken, withChanged, withOperator, without, withPart,
} from "../../src/model/rules";

const field = (name: string, kind: string, operators: [string, string][], choices: string[] = []): FieldShape => ({
  name,
  label: name,
  kind,
  unit: "",
  low: kind === "number" ? 1 : null,
  high: kind === "number" ? 1000 : null,
  choices,
  operators: operators.map(([operator, value]) => ({ name: operator, value })),
});
const tempo = field("tempo", "number", [["is", "number"], ["at_least", "number"], ["between", "pair"]]);
const genre = field("genre", "word", [["is", "text"], ["one_of", "texts"]]);

describe("a rule", () => {
  it("is built and read again", () => {
    const draft = { ...EMPTY, how: "any" as const, parts: [conditionOn(tempo, 0), conditionOn(genre, 1)] };
    expect(ruleOf(draft)).toEqual({
      any: [
        { field: "tempo", operator: "is", value: 1 },
        { field: "genre", operator: "is", value: "" },
      ],
      order_by: "-date",
      limit: 100,
    });
    expect(draftOf(ruleOf(draft))).toEqual(draft);
  });
  const slow = { field: "tempo", operator: "at_most", value: 90 };
  const inner = [{ field: "genre", operator: "is", value: "jazz" }, { all: [slow] }];
  const nested = { all: [slow, { any: inner }], order_by: "title", limit: 20 };
  it("keeps its groups in groups", () => {
    expect(ruleOf(draftOf(nested))).toEqual(nested);
    expect(conditionsOf(draftOf(nested)).map(({ field: name }) => name)).toEqual(["tempo", "genre", "tempo"]);
  });
  it("is changed in one place, and stays as it is elsewhere", () => {
    const draft = draftOf(nested);
    const group = draft.parts[1] as Group;
    const more = withChanged(draft, withPart(group, (key) => conditionOn(tempo, key)));
    expect(ruleOf(more)).toEqual({ ...nested, all: [slow, { any: [...inner, { field: "tempo", operator: "is", value: 1 }] }] });
    expect(new Set((more.parts[1] as Group).parts.map(({ key }) => key)).size).toBe(3);
    expect(ruleOf(without(draft, group))).toEqual({ ...nested, all: [slow] });
  });
  it("keeps what was said while it fits", () => {
    const fast = { ...conditionOn(tempo, 0), value: 140 };
    expect(withOperator(fast, "at_least", tempo).value).toBe(140);
    expect(withOperator(fast, "between", tempo).value).toEqual([1, 101]);
  });
  it("is whole when everything is said", () => {
    expect(isWhole(EMPTY)).toBe(false);
    expect(isWhole({ ...EMPTY, parts: [conditionOn(genre, 0)] })).toBe(false);
    expect(isWhole({ ...EMPTY, parts: [conditionOn(tempo, 0)] })).toBe(true);
    expect(isWhole({ ...EMPTY, parts: [{ key: 0, how: "any", parts: [] }] })).toBe(false);
  });
  it("starts with the first choice where there are choices", () =>
    expect(conditionOn(field("origin", "word", [["is", "text"]], ["generated", "uploaded"]), 0).value).toBe("generated"));
});

it("reads words between commas", () => expect(listed(" jazz, lo-fi ,, ")).toEqual(["jazz", "lo-fi"]));
it("says operators as people do", () => expect([spoken("at_least"), spoken("contains_not")]).toEqual(["at least", "does not contain"]));
