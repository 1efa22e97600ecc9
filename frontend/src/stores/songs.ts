/** Songs that were opened, and what one does with a song. */
import { signal, type Signal } from "@preact/signals";
import * as api from "../api/songs";
import { kept } from "../core/kept";
import { type Loading, settle } from "../core/loading";
import type { Song, SongDetail } from "../core/wire";
import { borrowed } from "./lending";
import { show } from "./toast";

const opened = new Map<number, Signal<Loading<Song | SongDetail>>>();

/** The song that the Song page goes back to. */
export const lastOpened = kept<number | null>("song", null);

/** Counts every change of a song, so that lists know that they are old. */
export const changes = signal(0);

export const isReady = (song: Song | SongDetail): song is SongDetail => song.state === "ready";

/** A song with all its details. */
export function song(id: number): Signal<Loading<Song | SongDetail>> {
  let known = opened.get(id);
  if (!known) {
    known = signal<Loading<Song | SongDetail>>({ state: "loading" });
    opened.set(id, known);
    void settle(known, api.getSong(id));
  }
  return known;
}

/** A song with all its details, waited for; ``page``: where it is heard, if that is not at its own address. */
export async function fetched(id: number, page?: string): Promise<Song | SongDetail> {
  const lent = await borrowed(id, page);
  if (lent) return lent;
  const known = song(id);
  if (known.value.state === "ready") return known.value.value;
  const value = await api.getSong(id);
  known.value = { state: "ready", value };
  return value;
}

/** The page that shows a song. */
export const pageOf = ({ id, page }: Pick<SongDetail, "id" | "page">): string => page ?? `/songs/${id}`;

export async function rename(id: number, title: string): Promise<void> {
  const renamed = await api.renameSong(id, title);
  amend(id, { title: renamed.title });
}

/** Open a song to everybody, or keep it to oneself, and offer to turn back. */
export async function publish({ id, title }: Pick<Song, "id" | "title">, isPublic: boolean): Promise<void> {
  await api.setPublic(id, isPublic);
  amend(id, { public: isPublic });
  show({ title, says: isPublic ? "is open to everybody." : "is yours alone.", undo: () => publish({ id, title }, !isPublic) });
}

function amend(id: number, news: Partial<Song>): void {
  const known = opened.get(id);
  if (known?.value.state === "ready") known.value = { state: "ready", value: { ...known.value.value, ...news } };
  changes.value++;
}

/** Put a song into the trash and offer to fetch it back. */
export async function discard({ id, title }: Pick<Song, "id" | "title">): Promise<void> {
  await api.deleteSong(id);
  forget(id);
  show({ title, says: "is in the trash for 30 days.", undo: () => restore(id) });
}

/** A song has another take: what is known of it is old. A page that shows it goes on showing it until the news is here. */
export function arrived(id: number): void {
  const known = opened.get(id);
  if (known) void renew(known, id);
  changes.value++;
}

async function renew(known: Signal<Loading<Song | SongDetail>>, id: number): Promise<void> {
  const news = signal<Loading<Song | SongDetail>>({ state: "loading" });
  await settle(news, api.getSong(id));
  known.value = news.value;
}

async function restore(id: number): Promise<void> {
  await api.restoreSong(id);
  forget(id);
}

function forget(id: number): void {
  opened.delete(id);
  changes.value++;
}
