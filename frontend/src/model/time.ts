/** Times as people read them. */

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** 114.2 -> "1:54"; from an hour on "1:02:03". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const s = String(whole % MINUTE).padStart(2, "0");
  const m = Math.floor(whole / MINUTE) % MINUTE;
  if (whole < HOUR) return `${m}:${s}`;
  return `${Math.floor(whole / HOUR)}:${String(m).padStart(2, "0")}:${s}`;
}

/** "1:54", "114" and "114 s" -> 114; null for anything else. */
export function parseClock(text: string): number | null {
  const match = /^\s*(?:(\d+):)?(\d+(?:\.\d+)?)\s*s?\s*$/.exec(text);
  if (!match) return null;
  return Number(match[1] ?? 0) * MINUTE + Number(match[2]);
}

/** A guess in words: "about 3 s", "about 2 min". */
export function about(seconds: number): string {
  if (seconds < 90) return `about ${Math.max(1, Math.round(seconds))} s`;
  return `about ${Math.round(seconds / MINUTE)} min`;
}

/** Time that was measured: "0.8 s", "12 s", "3:20 min". */
export function took(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 100 ? `${Math.round(seconds)} s` : `${clock(seconds)} min`;
}

/** Playing time of many songs: "6 h 12 min". */
export function total(seconds: number): string {
  const minutes = Math.round(seconds / MINUTE);
  if (minutes < 1) return `${Math.round(seconds)} s`;
  const hours = Math.floor(minutes / MINUTE);
  return hours ? `${hours} h ${minutes % MINUTE} min` : `${minutes} min`;
}

/** How long ago, short enough for a column. */
export function age(then: Date, now: Date): string {
  const seconds = (now.getTime() - then.getTime()) / 1000;
  if (seconds < MINUTE) return "now";
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
  if (seconds < 6 * HOUR) return `${Math.floor(seconds / HOUR)} h`;
  if (then.toDateString() === now.toDateString()) return "today";
  if (seconds < 6 * DAY) return then.toLocaleDateString("en", { weekday: "short" });
  const year = then.getFullYear() === now.getFullYear() ? {} : { year: "numeric" as const };
  return then.toLocaleDateString("en-GB", { day: "numeric", month: "short", ...year });
}

/** The same in a sentence: "5 min ago", "now", "Tue". */
export function ago(then: string): string {
  const text = age(new Date(then), new Date());
  return / (min|h)$/.test(text) ? `${text} ago` : text;
}

/** A day, with its year where that is another one: "6 December", "2 January 2027". */
export function date(then: Date, now: Date): string {
  return then.getFullYear() === now.getFullYear() ? day(then) : `${day(then)} ${then.getFullYear()}`;
}

/** A day of this year or the next: "6 December". */
export function day(then: Date): string {
  return then.toLocaleDateString("en-GB", { day: "numeric", month: "long" });
}
