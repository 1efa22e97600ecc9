/** The stages of making a song, as the studio reports them, and what is said once each is over. */
import type { Job } from "../core/wire";

export interface Stage {
  name: string;
  doing: string;
  done: string;
}

const STAGES: readonly Stage[] = [
  { name: "composing", doing: "Composing", done: "Composed" },
  { name: "opening", doing: "Making the opening", done: "Opening made" },
  { name: "playing", doing: "Playing", done: "Played" },
  { name: "singing", doing: "Singing", done: "Sung" },
  { name: "mixing", doing: "Mixing", done: "Mixed" },
  { name: "mastering", doing: "Mastering", done: "Mastered" },
  { name: "writing", doing: "Writing files", done: "Written" },
];

export type StageState = "done" | "now" | "next";

/** The stages of a job, and where each stands; nobody sings where there are no words, and a changed song has no opening of its own. */
export function stagesOf({ stage, status, input }: Pick<Job, "stage" | "status" | "input">): (Stage & { state: StageState })[] {
  const isSung = stage === "singing" || Boolean(input.brief?.singing?.lyrics.trim());
  const stages = STAGES.filter(({ name }) => (isSung || name !== "singing") && (!input.edit || name !== "opening"));
  const at = status === "finished" ? stages.length : stages.findIndex(({ name }) => name === stage);
  return stages.map((one, i) => ({ ...one, state: i < at ? "done" : i === at ? "now" : "next" }));
}
