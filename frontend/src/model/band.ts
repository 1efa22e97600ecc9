/** Which instruments suit a role or can stand in for a part. */
import type { Instrument } from "../core/wire";

/** Those that play a role: drum kits play the drums and nothing else; a counter-line suits whoever plays a lead. */
export function suited(instruments: readonly Instrument[], role: string): Instrument[] {
  if (role === "drums") return instruments.filter(({ is_drums }) => is_drums);
  const asked = role === "counter" ? ["counter", "lead"] : [role];
  return instruments.filter(({ is_drums, roles }) => !is_drums && asked.some((each) => roles.includes(each)));
}

/** Those that a part of a family can be given to: kits for drums, anything with a pitch for the rest. */
export const standIns = (instruments: readonly Instrument[], family: string): Instrument[] =>
  instruments.filter(({ is_drums }) => is_drums === (family === "drums"));
