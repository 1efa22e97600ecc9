/** Effects: what there is, putting some over a sound, and what came of it. */
import { call } from "../core/client";
import type { EffectCatalogue, EffectResult, EffectsRequest } from "../core/contract";

const MOST = 50;

export const getEffects = (): Promise<EffectCatalogue> => call("GET /api/effects");
/** Put effects over a sound; the same ``key`` twice is one job. */
export const putEffects = (body: EffectsRequest, key: string): Promise<{ job_id: string }> =>
  call("POST /api/jobs/effects", { body }, { headers: { "Idempotency-Key": key } });
export const listResults = (): Promise<{ results: EffectResult[] }> => call("GET /api/effects/results", { query: { page_size: MOST } });
export const getResult = (asset_id: string): Promise<EffectResult> => call("GET /api/effects/results/{asset_id}", { path: { asset_id } });
export const removeResult = (asset_id: string): Promise<unknown> => call("DELETE /api/effects/results/{asset_id}", { path: { asset_id } });
