import { expect, it } from "vitest";
import { ALL, chosenOf, isChosen, NONE, toggled } from "../../src/model/choice";

it("chooses some by name", () => {
  const some = toggled(toggled(toggled(NONE, 1), 2), 1);
  expect([isChosen(some, 1), isChosen(some, 2), chosenOf(some, 9)]).toEqual([false, true, 1]);
});

it("chooses all but some, those not fetched too", () => {
  const most = toggled(ALL, 5);
  expect([isChosen(most, 5), isChosen(most, 77_777), chosenOf(most, 100_000)]).toEqual([false, true, 99_999]);
});
