/** The opening of a song that is still being made, as a song that can be played until the whole one is there. */
import type { Job, Plan, SongDetail } from "../core/wire";
import { BARE } from "./bare-song";
import { titleOf } from "./jobs";
import { inTime } from "./sections";

/** The number of a take that is no take yet. */
export const OPENING = 0;

/** The opening of a job's song; null while there is none, and when the song itself is there. */
export function openingOf(job: Job, plan: Plan | null): SongDetail | null {
  const outputs = job.outputs.filter(({ kind }) => kind === "preview");
  const id = job.input.song_id;
  if (!outputs.length || id === undefined || job.status !== "started") return null;
  const { brief } = job.input;
  const duration_s = plan?.duration_s ?? outputs[0]?.duration_s ?? 0;
  return {
    ...BARE,
    id,
    title: titleOf(job),
    duration_s,
    created_at: job.created_at,
    state: "pending",
    key: brief?.key ?? null,
    tempo_bpm: brief?.tempo_bpm ?? null,
    meter: brief?.meter ?? null,
    seed: job.seed,
    prompt: job.input.prompt ?? "",
    job_id: job.id,
    sections: plan ? inTime(plan.sections, plan.duration_s) : [],
    outputs,
    brief: brief ?? null,
    take: OPENING,
  };
}
