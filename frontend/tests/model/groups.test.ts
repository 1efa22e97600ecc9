import { expect, it } from "vitest";
import { inGroups } from "../../src/model/groups";

it("puts things into groups in the order in which they are met", () => {
  const things = [["piano", "keys"], ["cello", "strings"], ["organ", "keys"]] as const;
  expect(inGroups(things, ([, family]) => family)).toEqual([
    { title: "Keys", members: [things[0], things[2]] },
    { title: "Strings", members: [things[1]] },
  ]);
});
