/** What one does with a song, wherever it is listed. */
import type { Song } from "../core/wire";
import { addToQueue, playNext, queued } from "./queue";
import { openShelf } from "./shelf";
import { user } from "./session";
import { openSharing } from "./sharing";
import { discard } from "./songs";

interface Act {
  label: string;
  hint?: string;
  act: () => void;
}

/** Whether a song is one's own to change. */
export const isMine = (song: Pick<Song, "user">): boolean => Boolean(user.value && (user.value.is_admin || user.value.username === song.user));

export function songActs(song: Song, rename?: () => void): readonly Act[] {
  const isReady = song.state === "ready";
  const mine = isMine(song);
  return [
    ...(isReady ? [{ label: "Play next", act: () => playNext([queued(song)]) }] : []),
    ...(isReady ? [{ label: "Add to the queue", act: () => addToQueue([queued(song)]) }] : []),
    ...(isReady && user.value ? [{ label: "Add to a playlist", act: () => openShelf([song.id]) }] : []),
    ...(isReady && user.value ? [{ label: "Share", act: () => openSharing({ kind: "song", id: song.id, title: song.title }) }] : []),
    ...(rename ? [{ label: "Rename", hint: "F2", act: rename }] : []),
    ...(mine ? [{ label: "Delete", hint: "Del", act: () => void discard(song) }] : []),
  ];
}
