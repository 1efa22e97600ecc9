import { expect, test } from "vitest";
import { chart, inWords, roundTop } from "../../src/model/chart";
import { actName, details, outcome, ownerName, setting, standing } from "../../src/model/desk";

test.each([
  [0, 1],
  [1, 1],
  [3, 5],
  [6, 10],
  [11, 20],
  [21, 50],
  [501, 1000],
])("the top over %d is %d", (value, top) => expect(roundTop(value)).toBe(top));

test("a chart has heights of its top, and says what it says in words", () => {
  const drawn = chart([
    { date: "2026-11-02", value: 4 },
    { date: "2026-11-03", value: 12 },
  ]);
  expect(drawn.bars.map(({ height }) => height)).toEqual([0.2, 0.6]);
  expect(inWords("Plays", drawn)).toBe("Plays per day: 16 in 2 days, most on 3 Nov with 12");
  expect(inWords("Plays", chart([{ date: "2026-11-02", value: 0 }]))).toBe("Plays per day: 0 in 1 days");
});

test("what keeps somebody out is named, the strongest first", () => {
  expect(standing({ disabled_at: null, email_verified: true })).toBe("Active");
  expect(standing({ disabled_at: null, email_verified: false })).toBe("Unverified");
  expect(standing({ disabled_at: "2026-11-30T10:00:00Z", email_verified: false })).toBe("Disabled");
});

test("acts are read as sentences", () => {
  expect(actName({ act: "admin.disable", kind: "user", thing: "7" })).toBe("Disable user 7");
  expect(actName({ act: "credit desk.make_code", kind: "", thing: "" })).toBe("Credit desk: make code");
  expect([null, 200, 409].map(outcome)).toEqual(["Cut off", "Done", "Refused (409)"]);
  expect(details({ amount: 5, note: "for the choir" })).toBe("amount: 5, note: for the choir");
});

test("owners and settings are words", () => {
  expect([ownerName("user:7", "clara"), ownerName("guest:ab", null), ownerName("user:7", null), ownerName("house", null)]).toEqual(["clara", "A guest", "Somebody who left", "The studio"]);
  expect([true, false, null, "", [], ["a", 1], { a: 1 }, 0].map(setting)).toEqual(["on", "off", "–", "–", "–", "a, 1", '{"a":1}', "0"]);
});
