/** What is said about words that were not understood. */
import type { Unresolved } from "../core/wire";
import { plain } from "./names";

const SAY: Readonly<Record<string, string>> = {
  instrument: "is not an instrument we have.",
  style: "is not a style we have.",
  tempo: "is not a tempo we can play.",
  key: "is not a key we know.",
  duration: "is not a length we can make.",
  meter: "is not a meter we can play.",
};

export const sayUnknown = ({ kind }: Unresolved): string => SAY[plain(kind)] ?? "was not understood.";
