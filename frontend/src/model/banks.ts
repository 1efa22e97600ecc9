/** What a voicebank can do, in words. */
import type { BankReport } from "../core/wire-banks";
import { size } from "./downloads";
import { capital, count, signed } from "./names";
import { languageName, rangeText } from "./voices";

const PARTS: Readonly<Record<string, string>> = { dur: "durations", variance: "variances" };

export interface Fact {
  label: string;
  value: string;
}

/** The capability report of a bank, line by line; what it does not say is left out. */
export function factsOf(bank: BankReport): Fact[] {
  const { colours, curves, models, vocoder, range, speed } = bank;
  const heard = Object.keys(curves).filter((name) => curves[name]);
  const deaf = Object.keys(curves).filter((name) => !curves[name]);
  const facts: [string, string][] = [
    ["By", bank.author ?? ""],
    ["About", bank.about ?? ""],
    ["Languages", languagesOf(bank)],
    ["Range", range ? rangeText(range) : ""],
    ["Colours", colours.length > 1 ? colours.map(({ id, name }) => name || id).join(", ") : ""],
    ["Models", models.map(({ part, bytes }) => `${PARTS[part] ?? part} ${size(bytes)}`).join(", ")],
    ["Vocoder", vocoder ? `${vocoder.name}, ${vocoder.own ? "its own" : "shared"}` : ""],
    ["Hears", heard.join(", ")],
    ["Passes over", deaf.join(", ")],
    ["Speed", speed ? `${signed(speed, speed < 10 ? 1 : 0)} × real time here` : ""],
    ["Left out", bank.left_out.length ? count(bank.left_out.length, "file") : ""],
  ];
  return facts.filter(([, value]) => value).map(([label, value]) => ({ label, value: capital(value) }));
}

function languagesOf({ languages, words = {} }: BankReport): string {
  const named = languages.map((tag) => (words[tag] ? `${languageName(tag)} (${count(words[tag], "word")})` : languageName(tag)));
  return named.join(", ");
}

