import { describe, expect, it } from "vitest";
import { factsOf, isLookedThrough, isRecording } from "../../src/model/uploads";

describe("a recording", () => {
  it("says what was found out about it", () => {
    const analysis = { status: "finished", job_id: null, tempo_bpm: 99.98, key: "Bb minor", loudness_lufs: -14.2, tags: { title: "Harbour", artist: "Mara" } } as const;
    expect(factsOf({ duration_s: 125, analysis })).toEqual(["2:05", "100 bpm", "B♭ minor", "−14.2 LUFS", "Mara, Harbour"]);
  });
  it("leaves out what was not heard", () => {
    const analysis = { status: "finished", job_id: null, tempo_bpm: null, key: null, loudness_lufs: null } as const;
    expect(factsOf({ duration_s: 5, analysis })).toEqual(["0:05"]);
    expect(factsOf({ duration_s: null, analysis: null })).toEqual([]);
  });
  it("is known by its ending", () => {
    expect(isRecording({ name: "Take 1.WAV" })).toBe(true);
    expect(isRecording({ name: "take.wav.exe" })).toBe(false);
  });
  it("is listened to while its job runs", () => {
    expect(isLookedThrough({ analysis: { status: "started", job_id: "j" } })).toBe(true);
    expect(isLookedThrough({ analysis: { status: "failed", job_id: "j" } })).toBe(false);
    expect(isLookedThrough({ analysis: null })).toBe(false);
  });
});
