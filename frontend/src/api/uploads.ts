/** Uploads: listing, looking at, removing them. */
import { call } from "../core/client";
import type { Upload } from "../core/wire-uploads";

const MOST = 100;

export const listRecordings = (): Promise<{ results: Upload[] }> => call("GET /api/uploads", { query: { kind: "audio", page_size: MOST } });
export const getUpload = (upload: string): Promise<Upload> => call("GET /api/uploads/{upload}", { path: { upload } });
export const removeUpload = (upload: string): Promise<unknown> => call("DELETE /api/uploads/{upload}", { path: { upload } });
export const renameUpload = (upload: string, name: string): Promise<Upload> => call("PATCH /api/uploads/{upload}", { path: { upload }, body: { name } });
export const analyse = (upload: string): Promise<Upload> => call("POST /api/uploads/{upload}/analysis", { path: { upload } });
