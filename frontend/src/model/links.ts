/** Links to what is shared, in words. */
import type { ShareShape } from "../core/contract";
import { capital, many } from "./names";
import { date } from "./time";

/** What a link opens, until when, and how often it was followed: "Song, until 6 December, 3 visits". */
export function linkText({ kind, expires_at, is_over, visits }: ShareShape, now: Date): string {
  const end = expires_at === null ? "until you end it" : `${is_over ? "over since" : "until"} ${date(new Date(expires_at), now)}`;
  return `${capital(kind)}, ${end}, ${many(visits, "visit")}`;
}
