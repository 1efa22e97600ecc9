/** Names of the field as they are printed: real accidentals, real minus signs, ordinals. */

/** "Bb minor" -> "B♭ minor", "F#m7b5" -> "F♯m7♭5". */
export function accidentals(text: string): string {
  return text
    .replace(/\b([A-G])b(?![a-z])/g, "$1♭")
    .replace(/([A-G])#/g, "$1♯")
    .replace(/b(?=5|6|9|11|13)/g, "♭")
    .replace(/#(?=4|5|9|11)/g, "♯");
}

/** A chord symbol: the root's flat may be followed by letters ("Bbmaj7"). */
export function chordName(symbol: string): string {
  return accidentals(symbol.replace(/(^|\/)([A-G])b/g, "$1$2♭"));
}

/** -14 -> "−14.0". */
export function signed(value: number, digits = 1): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** 2 -> "2nd". */
export function ordinal(n: number): string {
  const tens = n % 100;
  const ending = tens >= 11 && tens <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n}${ending}`;
}

export function count(n: number, thing: string): string {
  return `${n} ${thing}${n === 1 ? "" : "s"}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "grand_piano" -> "grand piano". */
export function plain(name: string): string {
  return name.replaceAll("_", " ");
}

/** As ``count``, with the thousands set apart. */
export function many(n: number, thing: string): string {
  return `${n.toLocaleString("en")} ${thing}${n === 1 ? "" : "s"}`;
}
