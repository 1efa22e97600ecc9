/** What the palette can do, and how it is found. */

export interface Command {
  label: string;
  hint: string;
  act: () => void;
}

/** The commands whose label has all the words, in any order, as beginnings of its words. */
export function found(commands: readonly Command[], text: string): Command[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ label }) => {
    const words = label.toLowerCase().split(/\s+/);
    return wanted.every((begin) => words.some((word) => word.startsWith(begin)));
  });
}
