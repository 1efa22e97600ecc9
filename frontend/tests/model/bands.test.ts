import { expect, it } from "vitest";
import { BANDS, bandOf } from "../../src/model/bands";
import { FAMILIES } from "../../src/model/families";

const files = Object.keys(import.meta.glob("../../../backend/studio/composer/styles/*.toml"));
const styles = files.map((path) => path.replace(/^.*\/|\.toml$/g, ""));

it("knows the band of every style that the studio plays", () => {
  expect(styles.length).toBeGreaterThan(0);
  expect(Object.keys(BANDS).sort()).toEqual(styles.sort());
});
it("lists families from the middle outwards", () => {
  for (const band of Object.values(BANDS)) expect(band).toEqual(FAMILIES.filter((family) => band.includes(family)));
});
it("gives a style of tomorrow a band, too", () => expect(bandOf("polka")).not.toHaveLength(0));
