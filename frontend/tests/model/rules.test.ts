import { describe, expect, it } from "vitest";
import type { FieldShape } from "../../src/core/contract";
import { conditionOn, draftOf, EMPTY, isWhole, listed, ruleOf, spoken, withOperator } from "../../src/model/rules";

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
    const draft = { ...EMPTY, how: "any" as const, conditions: [conditionOn(tempo, 0), conditionOn(genre, 1)] };
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
  it("with groups in groups is not built here", () => expect(draftOf({ all: [{ any: [] }] })).toBeNull());
  it("keeps what was said while it fits", () => {
    const fast = { ...conditionOn(tempo, 0), value: 140 };
    expect(withOperator(fast, "at_least", tempo).value).toBe(140);
    expect(withOperator(fast, "between", tempo).value).toEqual([1, 101]);
  });
  it("is whole when everything is said", () => {
    expect(isWhole(EMPTY)).toBe(false);
    expect(isWhole({ ...EMPTY, conditions: [conditionOn(genre, 0)] })).toBe(false);
    expect(isWhole({ ...EMPTY, conditions: [conditionOn(tempo, 0)] })).toBe(true);
  });
  it("starts with the first choice where there are choices", () =>
    expect(conditionOn(field("origin", "word", [["is", "text"]], ["generated", "uploaded"]), 0).value).toBe("generated"));
});

it("reads words between commas", () => expect(listed(" jazz, lo-fi ,, ")).toEqual(["jazz", "lo-fi"]));
it("says operators as people do", () => expect([spoken("at_least"), spoken("contains_not")]).toEqual(["at least", "does not contain"]));
