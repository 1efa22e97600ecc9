import { describe, expect, it } from "vitest";
import { laneShares } from "../../src/model/lanes";
import { legendOf } from "../../src/model/legend";

const stem = (id: string, family: string, peaks: number[] = []) => ({ id, name: id, family, peaks });

describe("lanes", () => {
  it("give the loudest stem its whole lane and the others less", () => {
    const shares = laneShares([stem("bass", "bass", [3, 200]), stem("pad", "synth", [50, 2])]);
    expect([shares.get("bass"), shares.get("pad")]).toEqual([1, 0.5]);
  });
  it("stay flat for a silent stem", () => expect(laneShares([stem("a", "bass", [0])]).get("a")).toBe(0));
});

describe("the legend", () => {
  it("names the stems from the outside in", () => {
    const items = legendOf([stem("Bass", "bass"), stem("Lead", "voice"), stem("Kit", "drums")]);
    expect(items.map(({ name }) => name)).toEqual(["Lead", "Kit", "Bass"]);
  });
  it("names the families of a large band, each with all its stems", () => {
    const many = Array.from({ length: 9 }, (_, i) => stem(`s${i}`, i % 2 ? "strings" : "winds"));
    const items = legendOf(many);
    expect(items.map(({ name }) => name)).toEqual(["Winds", "Strings"]);
    expect(items.flatMap(({ stems }) => stems).sort()).toEqual(many.map(({ id }) => id));
  });
});
