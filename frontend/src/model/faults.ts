/** Where in a text the server found a fault: it names the words between quotes. */

export interface Fault {
  start: number;
  end: number;
}

/** The places of the words that a message quotes; none if it quotes nothing that is there. */
export function faultsIn(text: string, message: string): Fault[] {
  const quoted = /'([^']+)'|"([^"]+)"/.exec(message);
  const words = quoted?.[1] ?? quoted?.[2];
  if (!words) return [];
  const faults: Fault[] = [];
  for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + words.length)) {
    const end = start + words.length;
    if (isEdge(text[start - 1]) && isEdge(text[end])) faults.push({ start, end });
  }
  return faults;
}

/** A text cut into pieces, right and wrong in turn. */
export function cutAt(text: string, faults: readonly Fault[]): { text: string; isWrong: boolean }[] {
  const pieces: { text: string; isWrong: boolean }[] = [];
  let at = 0;
  for (const { start, end } of faults) {
    pieces.push({ text: text.slice(at, start), isWrong: false }, { text: text.slice(start, end), isWrong: true });
    at = end;
  }
  return [...pieces, { text: text.slice(at), isWrong: false }].filter((piece) => piece.text);
}

const isEdge = (letter: string | undefined): boolean => letter === undefined || /[\s|,;:()]/.test(letter);
