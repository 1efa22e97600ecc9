import { beforeEach, expect, it, vi } from "vitest";
import { putEffects } from "../../src/api/effects";
import { ApiError } from "../../src/core/http";
import type { Job } from "../../src/core/wire";
import { apply, chain, forgetEffects, isWorking, problems, source } from "../../src/stores/effects";
import { watch } from "../../src/stores/job-watch";

vi.mock("../../src/api/effects");
vi.mock("../../src/stores/comparison", () => ({ compare: vi.fn() }));
vi.mock("../../src/stores/jobs", () => ({ cancel: vi.fn() }));
vi.mock("../../src/stores/job-watch");

const put = vi.mocked(putEffects);
const tell = (status: Job["status"]): void => vi.mocked(watch).mock.lastCall?.[2]({ status } as Job);

beforeEach(() => {
  vi.clearAllMocks();
  forgetEffects();
  source.value = { kind: "upload", asset_id: "a", name: "A sound" };
  chain.value = [];
});

it("asks once for two clicks, with a key, and works until the job is over", async () => {
  let accept: (answer: { job_id: string }) => void = () => undefined;
  put.mockReturnValue(new Promise((done) => (accept = done)));
  const [first, second] = [apply(), apply()];
  expect(isWorking.value).toBe(true);
  accept({ job_id: "one" });
  await Promise.all([first, second, apply()]);
  expect(put).toHaveBeenCalledTimes(1);
  expect(put.mock.lastCall?.[1]).toMatch(/^[0-9a-f]{32}$/);
  expect(isWorking.value).toBe(true);
  tell("finished");
  expect(isWorking.value).toBe(false);
});

it("can be asked again after a refusal, with another key", async () => {
  put.mockRejectedValue(new ApiError(422, "invalid", "No."));
  await apply();
  expect([isWorking.value, problems.value.length]).toEqual([false, 1]);
  await apply();
  expect(new Set(put.mock.calls.map(([, key]) => key)).size).toBe(2);
});
