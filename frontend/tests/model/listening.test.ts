import { expect, it } from "vitest";
import { heardTo, type Listen, UNHEARD } from "../../src/model/listening";

const play = (from_s: number, to_s: number, before: Listen = UNHEARD, duration_s = 200): Listen => {
  let listen = heardTo(before, from_s, duration_s);
  for (let at_s = from_s; at_s <= to_s; at_s += 0.5) listen = heardTo(listen, at_s, duration_s);
  return listen;
};

it("counts half a minute", () => {
  expect(play(0, 29).isCounted).toBe(false);
  expect(play(0, 31).isCounted).toBe(true);
});
it("counts half of a short song", () => expect(play(0, 6, UNHEARD, 10).isCounted).toBe(true));
it("does not count what was jumped over", () => expect(play(150, 160, play(0, 10)).isCounted).toBe(false));
it("counts once, however long one listens and wherever one goes", () => {
  const all = play(50, 90, play(0, 199));
  expect(all.isCounted).toBe(true);
  expect(play(0, 2, heardTo(all, 190, 200)).isCounted).toBe(false);
});
