/** What can be taken away from a song. */
import { call } from "../core/client";
import { ask } from "../core/http";
import type { Download } from "../core/wire";

export const listDownloads = (songId: number): Promise<{ results: Download[] }> => call("GET /api/songs/{song_id}/downloads", { path: { song_id: songId } });

/** Ask for a download that is not ready: the job that makes it, or none where it was made meanwhile. */
export const askForDownload = (url: string): Promise<{ job_id?: string }> => ask(url);
