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
  voice: "needs a voice, and nobody sings here yet.",
  language: "needs a voice, and nobody sings here yet.",
  sound: "is a sound we cannot make yet.",
  harmony: "cannot be asked for yet.",
  rhythm: "cannot be asked for yet.",
  form: "cannot be asked for yet.",
};

export const sayUnknown = ({ kind }: Unresolved): string => SAY[plain(kind)] ?? "was not understood.";
