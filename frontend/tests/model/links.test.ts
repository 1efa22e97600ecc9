import { expect, test } from "vitest";
import type { ShareShape } from "../../src/core/contract";
import { linkText } from "../../src/model/links";

const NOW = new Date("2026-11-30T12:00:00Z");

test.each([
  [{ expires_at: null, visits: 0 }, "Album, until you end it, 0 visits"],
  [{ expires_at: "2026-12-06T12:00:00Z", visits: 1 }, "Album, until 6 December, 1 visit"],
  [{ expires_at: "2027-01-02T12:00:00Z", visits: 2 }, "Album, until 2 January 2027, 2 visits"],
  [{ expires_at: "2026-11-29T12:00:00Z", is_over: true, visits: 2 }, "Album, over since 29 November, 2 visits"],
])("%o is told as %s", (link, text) => expect(linkText({ kind: "album", is_over: false, ...link } as ShareShape, NOW)).toBe(text));
