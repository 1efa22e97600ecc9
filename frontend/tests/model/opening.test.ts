import { expect, it } from "vitest";
import type { Job, Output } from "../../src/core/wire";
import { OPENING, openingOf } from "../../src/model/opening";

const preview = { kind: "preview", format: "flac", url: "/media/opening.flac", duration_s: 8 } as Output;
const job = { id: "job_1", status: "started", outputs: [preview], input: { song_id: 7, title: "Ferry" }, attempt: 1 } as unknown as Job;
const plan = { bars: 8, duration_s: 20, sections: [{ letter: "A", role: "verse", name: "Verse", bars: 8, energy: 0.5 }] };

it("plays as the song that it opens, on the scale of the whole", () => {
  const opening = openingOf(job, plan);
  expect(opening).toMatchObject({ id: 7, title: "Ferry", duration_s: 20, take: OPENING, outputs: [preview] });
  expect(opening?.sections.map(({ end_s }) => end_s)).toEqual([20]);
});

it("lasts as long as it sounds while the plan is not known", () => expect(openingOf(job, null)?.duration_s).toBe(8));

it.each([
  { ...job, outputs: [] },
  { ...job, status: "finished" },
  { ...job, input: {} },
] as Job[])("is not there before and after", (other) => expect(openingOf(other, plan)).toBeNull());
