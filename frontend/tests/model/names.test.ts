import { expect, test } from "vitest";
import { accidentals, chordName, count, ordinal, plain, signed } from "../../src/model/names";

test.each([
  ["Bb minor", "B♭ minor"],
  ["F# dorian", "F♯ dorian"],
  ["D minor", "D minor"],
  ["Ebony", "Ebony"],
])("accidentals(%s) is %s", (given, printed) => expect(accidentals(given)).toBe(printed));

test.each([
  ["Bbmaj7", "B♭maj7"],
  ["A7#5", "A7♯5"],
  ["A7b9", "A7♭9"],
  ["F#m7b5", "F♯m7♭5"],
  ["C/Eb", "C/E♭"],
  ["Dm6/9", "Dm6/9"],
  ["G7b13", "G7♭13"],
])("chordName(%s) is %s", (given, printed) => expect(chordName(given)).toBe(printed));

test.each([
  [-14, "−14.0"],
  [0, "0.0"],
  [-0.01, "0.0"],
  [3.25, "3.3"],
])("signed(%d) is %s", (value, text) => expect(signed(value)).toBe(text));

test.each([
  [1, "1st"],
  [2, "2nd"],
  [3, "3rd"],
  [4, "4th"],
  [11, "11th"],
  [112, "112th"],
  [121, "121st"],
])("ordinal(%d) is %s", (n, text) => expect(ordinal(n)).toBe(text));

test("one thing is not many things", () => expect([count(1, "song"), count(2, "song")]).toEqual(["1 song", "2 songs"]));
test("names are printed without underscores", () => expect(plain("solo_grand_piano")).toBe("solo grand piano"));
