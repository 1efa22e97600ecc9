/** Who plays in each style, for its picture: the families of the usual instruments of the style's parts. */
import type { Family } from "./families";

export const BANDS: Readonly<Record<string, readonly Family[]>> = {
  ambient: ["keys", "strings", "synth", "texture"],
  folk: ["bass", "drums", "plucked", "keys", "strings"],
  funk: ["bass", "drums", "plucked", "keys", "winds"],
  house: ["bass", "drums", "keys", "synth"],
  jazz_trio: ["bass", "drums", "keys"],
  lofi: ["bass", "drums", "plucked", "keys", "synth"],
  orchestral: ["drums", "plucked", "strings", "winds", "voice"],
  pop: ["bass", "drums", "plucked", "keys", "strings", "synth"],
  rock: ["bass", "drums", "plucked", "keys"],
  solo_piano: ["keys"],
  synthwave: ["bass", "drums", "synth"],
  techno: ["bass", "drums", "synth"],
};

/** The band of a style; one that is not in the table is drawn with the commonest. */
export const bandOf = (style: string): readonly Family[] => BANDS[style] ?? ["bass", "drums", "keys"];
