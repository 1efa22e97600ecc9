import { describe, expect, it, test } from "vitest";
import {
  append, clear, EMPTY, following, insertNext, move, neighbour, type Queue, queueOf, remove, shuffle, unshuffle,
} from "../../src/model/queue";

const song = (title: string) => ({ id: title.charCodeAt(0), title, artist: "", duration_s: 60 });
const queue = (titles: string, at = 0): Queue => queueOf([...titles].map(song), at);
/** The titles in order, the one that plays as a capital. */
const seen = ({ entries, at }: Queue): string =>
  entries.map(({ title }, i) => (i === at ? title.toUpperCase() : title)).join("");

describe("a queue", () => {
  it("plays what was chosen among its neighbours", () => expect(seen(queue("abcd", 2))).toBe("abCd"));
  it("takes songs in behind what plays", () => expect(seen(insertNext(queue("abc", 1), [song("x"), song("y")]))).toBe("aBxyc"));
  it("takes songs in at the end", () => expect(seen(append(queue("abc", 1), [song("x")]))).toBe("aBcx"));
  it("begins with the first song when nothing played", () => expect(seen(append(EMPTY, [song("a"), song("b")]))).toBe("Ab"));
  it("gives each place a key, even of the same song", () => {
    const { entries } = append(append(queue("a"), [song("a")]), [song("a")]);
    expect(new Set(entries.map(({ key }) => key)).size).toBe(3);
  });
  it("leaves only what plays when it is cleared", () => expect(seen(clear(queue("abc", 1)))).toBe("B"));
});

test.each([
  [0, 2, "bcA"],
  [2, 0, "cAb"],
  [1, 1, "Abc"],
  [1, 99, "Acb"],
])("moving %d to %d leaves what plays", (from, to, order) => expect(seen(move(queue("abc"), from, to))).toBe(order));

test.each([
  [0, 1, "Bc"],
  [1, 1, "aC"],
  [2, 1, "aB"],
  [2, 2, "aB"],
])("taking out place %d while %d plays", (place, at, order) =>
  expect(seen(remove(queue("abc", at), queue("abc").entries[place]?.key ?? -1))).toBe(order),
);

describe("shuffling", () => {
  const seeded = (): (() => number) => {
    let state = 7;
    return () => (state = (state * 16807) % 2147483647) / 2147483647;
  };
  const long = queue("abcdefghijkl", 4);

  it("begins with what plays and loses nobody", () => {
    const mixed = shuffle(long, seeded());
    expect(seen(mixed)[0]).toBe("E");
    expect([...seen(mixed).toLowerCase()].toSorted().join("")).toBe("abcdefghijkl");
    expect(seen(mixed).toLowerCase()).not.toBe("eabcdfghijkl");
  });
  it("is undone, and what came meanwhile stands behind what it was put behind", () => {
    const mixed = insertNext(shuffle(long, seeded()), [song("x")]);
    expect(seen(mixed).slice(0, 2)).toBe("Ex");
    expect(seen(unshuffle(mixed))).toBe("abcdExfghijkl");
  });
  it("puts each song anywhere equally often", () => {
    const random = seeded();
    const counts = new Map<string, number>();
    for (let i = 0; i < 3000; i++) {
      const second = seen(shuffle(queue("abcd"), random))[1] ?? "";
      counts.set(second, (counts.get(second) ?? 0) + 1);
    }
    for (const title of "bcd") expect(Math.abs((counts.get(title) ?? 0) - 1000)).toBeLessThan(120);
  });
});

test.each([
  ["abc", 0, "off", 1],
  ["abc", 2, "off", null],
  ["abc", 2, "all", 0],
  ["abc", 2, "one", 2],
  ["a", 0, "all", 0],
] as const)("after %s at %d with repeat %s comes %s", (titles, at, repeat, next) =>
  expect(following(queue(titles, at), repeat)).toBe(next),
);

test.each([
  [2, "off", 1, null],
  [0, "off", -1, null],
  [0, "all", -1, 2],
  [2, "one", 1, null],
  [1, "one", 1, 2],
] as const)("from %d with repeat %s a step of %d leads to %s", (at, repeat, by, to) =>
  expect(neighbour(queue("abc", at), repeat, by)).toBe(to),
);

it("has nothing to play when it is empty", () => {
  expect(following(EMPTY, "all")).toBeNull();
  expect(neighbour(EMPTY, "all", 1)).toBeNull();
});
