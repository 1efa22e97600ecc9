import { describe, expect, it, test } from "vitest";
import type { Brief, Job } from "../../src/core/wire";
import { changeOf, isMusic, saying, titleOf } from "../../src/model/jobs";
import { stagesOf } from "../../src/model/stages";

const job: Job = {
  id: "a",
  type: "music",
  status: "queued",
  stage: "",
  progress: 0,
  queue_position: 2,
  eta_queue_s: 4,
  eta_run_s: 3,
  created_at: "2026-11-21T10:00:00Z",
  started_at: null,
  finished_at: null,
  attempt: 1,
  retry_of: null,
  input: { prompt: "a slow song for the ferry home at night" },
  seed: 7,
  engine_used: null,
  fallback_reason: null,
  outputs: [],
  result: null,
  error: null,
};
const started = { status: "started", stage: "playing", started_at: "2026-11-21T10:00:00.000Z" } as const;
const finished: Partial<Job> = {
  ...started,
  status: "finished",
  finished_at: "2026-11-21T10:00:02.600Z",
  outputs: [{ kind: "master", format: "flac", name: "", url: "", duration_s: 137, bytes: 0, sha256: "" }],
};

test.each<[Partial<Job>, string]>([
  [{}, "2nd in line, starts in about 4 s"],
  [{ eta_queue_s: null }, "2nd in line"],
  [started, "Playing, about 3 s left"],
  [{ ...started, eta_run_s: null }, "Playing"],
  [{ ...started, attempt: 2 }, "Second try: the worker stopped. Playing, about 3 s left"],
  [finished, "in 2.6 s, 2:17"],
  [{ ...finished, fallback_reason: "the GPU was busy" }, "in 2.6 s, 2:17. The GPU was busy"],
  [{ status: "failed", error: { code: "x", message: "Tempo 999 bpm is outside 40..240 bpm.", retryable: false } }, "Tempo 999 bpm is outside 40..240 bpm."],
  [{ ...started, status: "cancelled" }, "by you at playing"],
  [{ status: "cancelled" }, "by you before it began"],
])("a job %o says %j", (part, says) => expect(saying({ ...job, ...part })).toBe(says));

it("never calls waiting running", () => expect(saying(job)).not.toMatch(/left/));

test.each<[Partial<Job>, string]>([
  [{}, "A slow song for the ferry"],
  [{ input: {} }, "Untitled"],
  [{ input: { title: "Ferry", prompt: "x" } }, "Ferry"],
  [{ result: { song_id: 1, title: "Slow Ferry" } }, "Slow Ferry"],
])("the title of %o is %s", (part, title) => expect(titleOf({ ...job, ...part })).toBe(title));

it.each<[Partial<Job>, string]>([
  [{}, ""],
  [{ input: { edit: { kind: "words" } } }, "Words"],
  [{ input: { edit: { kind: "words" } }, result: { song_id: 1, title: "Ferry", text: "line 1: hello" } }, "Line 1: hello"],
])("a job %o changes %j", (part, change) => expect(changeOf({ ...job, ...part })).toBe(change));

describe("stages", () => {
  const states = (part: Partial<Job>): string[] => stagesOf({ ...job, ...part }).map(({ state }) => state);
  it("are ticked when they are over", () => {
    expect(states({ stage: "opening" })).toEqual(["done", "now", "next", "next", "next", "next"]);
    expect(states({ stage: "playing", input: { edit: { kind: "vary" } } })).toEqual(["done", "now", "next", "next", "next"]);
    expect(states({})).toEqual(Array(6).fill("next"));
    expect(states({ stage: "writing", status: "finished" })).toEqual(Array(6).fill("done"));
  });
  it("have singing among them where there are words", () => {
    const singing = { lyrics: "la la", voice: "default", expression: "", harmonies: [], language: "en-US" };
    const sung = stagesOf({ ...job, stage: "mixing", input: { brief: { singing } as unknown as Brief } });
    expect(sung.map(({ name }) => name)).toContain("singing");
    expect(sung.find(({ state }) => state === "now")?.name).toBe("mixing");
    expect(states({ stage: "singing" })).toEqual(["done", "done", "done", "now", "next", "next", "next"]);
  });
});

test.each([["music", true], ["edit", true], ["effects", false], ["export", false]])("a job of type %s makes music: %s", (type, makes) => {
  expect(isMusic({ type })).toBe(makes);
});
