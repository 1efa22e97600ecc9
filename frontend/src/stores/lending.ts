/** Songs that are heard at other addresses than their own, for their owner has not opened them to everybody: by the message
 * or the link that they came with. Each knows the page that shows it, and is asked for there again after a reload.
 */
import { getMessage } from "../api/messages";
import { openShare } from "../api/shares";
import { ApiError } from "../core/http";
import type { SongDetail } from "../core/wire";
import { playable } from "../model/bare-song";
import { songOf } from "../model/messages";
import { routeOf } from "../model/route";

const lent = new Map<number, SongDetail>();

/** Let a song be played that the server shows under another address. */
export const lend = (song: SongDetail): void => void lent.set(song.id, song);
/** Lend nothing any more: what somebody was sent is not the next one's. */
export const takeBack = (): void => lent.clear();
export const isLent = (id: number): boolean => lent.has(id);

/** A song that is heard elsewhere, perhaps at a page that is known; null where it is heard at its own address.
 *
 * Throws ApiError, of status 404 where the page shows it no longer.
 */
export async function borrowed(id: number, page?: string): Promise<SongDetail | null> {
  if (page && !isLent(id)) (await songsAt(page)).forEach(lend);
  const song = lent.get(id) ?? null;
  if (page && !song) throw new ApiError(404, "not_found", "The song can be heard there no longer.");
  return song;
}

async function songsAt(page: string): Promise<SongDetail[]> {
  const at = routeOf(page);
  if (at.name === "received") return [songOf(await getMessage(at.id))].filter((song) => song !== null);
  if (at.name === "shared") return (await openShare(at.token)).songs.map((song) => ({ ...playable(song), page }));
  return [];
}
