/** Chords as they are typed: a line for each kind of section, or one for the whole song.
 *
 * "verse: Am7 | D9" and "Am7 | D9" are both understood; lines for the same place go on from one another.
 */

const LABEL = /^\s*([A-Za-z]{3,12}(?:\s+\d+)?|[A-E])\s*:(?!\|)\s*(.*)$/;
const EVERYWHERE = "any";

/** The lines by place; undefined where nothing is typed. */
export function readChordLines(text: string): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  let place = EVERYWHERE;
  for (const line of text.split("\n")) {
    const match = LABEL.exec(line);
    if (match?.[1]) place = match[1].toLowerCase().length === 1 ? match[1] : match[1].toLowerCase();
    const chords = (match ? match[2] : line)?.trim();
    if (chords) found[place] = found[place] ? `${found[place]}\n${chords}` : chords;
  }
  return Object.keys(found).length ? found : undefined;
}
