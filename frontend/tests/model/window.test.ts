import { expect, it } from "vitest";
import { rowsInView } from "../../src/model/window";

const ROW = 62;
const VIEW = 800;

it("has every row that can be seen, wherever the list is scrolled", () => {
  for (let top = -500; top < 200 * ROW; top += 137) {
    const { first, end } = rowsInView(top, VIEW, ROW, 200);
    const seen = Array.from({ length: 200 }, (_, i) => i).filter((i) => i * ROW < top + VIEW && (i + 1) * ROW > top);
    for (const row of seen) expect(row >= first && row < end).toBe(true);
    expect(end - first).toBeLessThan(40);
  }
});
it("stays inside a short list", () => expect(rowsInView(0, VIEW, ROW, 3)).toEqual({ first: 0, end: 3 }));
it("has nothing of an empty list", () => expect(rowsInView(0, VIEW, ROW, 0)).toEqual({ first: 0, end: 0 }));
