/** The administrator's desk: people, songs, albums, reports, jobs, credits, storage, settings, figures, what was done. */
import { call } from "../core/client";
import type {
  ActKinds,
  ActShape as Act,
  AlbumShape as Album,
  CodeShape as Code,
  DeskJobShape,
  DeskSongShape as DeskSong,
  FreshCode,
  ListedAccount,
  ReportShape as Report,
  SettingShape as Setting,
  Statistics,
  Storage,
  Workers,
} from "../core/contract";
import type { Asked } from "../core/listing";
import type { JobStatus, Page } from "../core/wire";

export type { Act, ActKinds, Album, Code, DeskSong, FreshCode, ListedAccount, Report, Setting, Statistics, Storage, Workers };

export const PAGE_SIZE = 25;
const byNumber = ({ page }: Asked<unknown>): { page: number; page_size: number } => ({ page, page_size: PAGE_SIZE });
const stretch = <Id extends number | string>(asked: Asked<unknown>): { page: number; page_size: number; after?: Id } =>
  asked.after === undefined ? byNumber(asked) : { ...byNumber(asked), after: asked.after as Id };

export const statistics = (): Promise<Statistics> => call("GET /api/stats/");

export type UserState = "all" | "active" | "disabled" | "unverified";
export const listUsers = (asked: Asked<UserState>): Promise<Page<ListedAccount>> =>
  call("GET /api/admin/users/", { query: { q: asked.words, state: asked.state, ...stretch(asked) } });
export const setDisabled = (user_id: number, isDisabled: boolean): Promise<Partial<ListedAccount>> =>
  isDisabled
    ? call("POST /api/admin/users/{user_id}/disable/", { path: { user_id } })
    : call("POST /api/admin/users/{user_id}/enable/", { path: { user_id } });
export const verifyUser = (user_id: number): Promise<Partial<ListedAccount>> =>
  call("POST /api/admin/users/{user_id}/verify/", { path: { user_id } });
export const closeUser = (user_id: number): Promise<unknown> => call("DELETE /api/admin/users/{user_id}/", { path: { user_id } });
export const grantCredits = (user_id: number, amount: number, note: string): Promise<{ balance: number }> =>
  call("POST /api/admin/credits/{user_id}/grants", { path: { user_id }, body: { amount, note } });

export type SongState = "all" | "public" | "private" | "featured" | "pending" | "failed" | "trash";
export const listAllSongs = (asked: Asked<SongState>): Promise<Page<DeskSong>> =>
  call("GET /api/admin/songs/", { query: { q: asked.words, state: asked.state, ...stretch(asked) } });
export const setFeatured = (song_id: number, isFeatured: boolean): Promise<Partial<DeskSong>> =>
  isFeatured
    ? call("PUT /api/admin/songs/{song_id}/featured/", { path: { song_id } })
    : call("DELETE /api/admin/songs/{song_id}/featured/", { path: { song_id } });

export const listAlbums = (asked: Asked<string>): Promise<Page<Album>> =>
  call("GET /api/albums/", { query: { q: asked.words, ...byNumber(asked) } });

export type ReportState = "open" | "resolved" | "all";
export const listReports = (asked: Asked<ReportState>): Promise<Page<Report>> =>
  call("GET /api/admin/reports/", { query: { ...(asked.state === "all" ? {} : { resolved: asked.state === "resolved" }), ...stretch(asked) } });
export const resolveReport = (report_id: number): Promise<Partial<Report>> =>
  call("POST /api/admin/reports/{report_id}/resolve/", { path: { report_id } });

export interface DeskJob extends Omit<DeskJobShape, "status" | "error"> {
  status: JobStatus;
  error: { message: string } | null;
}
export const listAllJobs = (asked: Asked<"all" | JobStatus>): Promise<Page<DeskJob>> =>
  call("GET /api/admin/jobs/", { query: { status: asked.state === "all" ? "" : asked.state, ...stretch(asked) } }) as Promise<Page<DeskJob>>;
export const listWorkers = (): Promise<Workers> => call("GET /api/admin/workers/");

export async function listCodes(): Promise<Code[]> {
  return (await call("GET /api/admin/credits/codes")).results;
}
export const makeCode = (amount: number, uses: number, note: string): Promise<FreshCode> =>
  call("POST /api/admin/credits/codes", { body: { amount, uses, note } });
export const endCode = (code_id: number): Promise<unknown> => call("DELETE /api/admin/credits/codes/{code_id}", { path: { code_id } });

export const storage = (): Promise<Storage> => call("GET /api/admin/storage/");
export const lookForOrphans = (): Promise<{ job_id: string }> => call("POST /api/admin/storage/orphans/");
export async function listSettings(): Promise<Setting[]> {
  return (await call("GET /api/admin/settings/")).results;
}
/** Which acts: of which kind, by whom, from which day until which; empty: all. */
export interface ActsWanted {
  act: string;
  admin: string;
  since: string;
  until: string;
}
export const listActs = (asked: Asked<ActsWanted>): Promise<Page<Act>> =>
  call("GET /api/admin/acts/", { query: { ...said(asked.state), ...stretch(asked) } });
export const listActKinds = (): Promise<ActKinds> => call("GET /api/admin/acts/kinds/");

const said = ({ act, admin, since, until }: ActsWanted): { act: string; admin?: number; since?: string; until?: string } => ({
  act,
  ...(admin && { admin: Number(admin) }),
  ...(since && { since }),
  ...(until && { until }),
});
