/** Uploads: listing, looking at, removing them. */
import { ask } from "../core/http";
import type { Page } from "../core/wire";
import type { Upload } from "../core/wire-uploads";

const MOST = 100;

export const listRecordings = (): Promise<Page<Upload>> => ask(`/api/uploads?kind=audio&page_size=${MOST}`);
export const getUpload = (id: string): Promise<Upload> => ask(`/api/uploads/${id}`);
export const removeUpload = (id: string): Promise<unknown> => ask(`/api/uploads/${id}`, { method: "DELETE" });
export const renameUpload = (id: string, name: string): Promise<Upload> => ask(`/api/uploads/${id}`, { method: "PATCH", body: { name } });
export const analyse = (id: string): Promise<Upload> => ask(`/api/uploads/${id}/analysis`, { method: "POST" });
