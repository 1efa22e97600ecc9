/** The stages of making a song, as the studio reports them, and what is said once each is over. */

export interface Stage {
  name: string;
  doing: string;
  done: string;
}

export const STAGES: readonly Stage[] = [
  { name: "composing", doing: "Composing", done: "Composed" },
  { name: "playing", doing: "Playing", done: "Played" },
  { name: "mixing", doing: "Mixing", done: "Mixed" },
  { name: "mastering", doing: "Mastering", done: "Mastered" },
  { name: "writing", doing: "Writing files", done: "Written" },
];

export type StageState = "done" | "now" | "next";

/** Where each stage stands while ``stage`` is under way. */
export function stageStates(stage: string, isFinished: boolean): StageState[] {
  const at = isFinished ? STAGES.length : STAGES.findIndex(({ name }) => name === stage);
  return STAGES.map((_, i) => (i < at ? "done" : i === at ? "now" : "next"));
}
