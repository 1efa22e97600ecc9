/** What one does with a song, wherever it is listed. */
import type { Song } from "../core/wire";
import { addToQueue, playNext, queued } from "./queue";
import { openShelf } from "./shelf";
import { user } from "./session";
import { openSharing } from "./sharing";
import { discard, publish } from "./songs";

interface Act {
  label: string;
  hint?: string;
  act: () => void;
}

/** Whether a song is one's own to change. */
export const isMine = (song: Pick<Song, "user">): boolean => Boolean(user.value && (user.value.is_admin || user.value.username === song.user));

/** All that is done with a song in a list. */
export function songActs(song: Song, rename?: () => void): readonly Act[] {
  const mine = isMine(song);
  return [
    ...hearingActs(song),
    ...(rename ? [{ label: "Rename", hint: "F2", act: rename }] : []),
    ...(mine ? [{ label: "Delete", hint: "Del", act: () => void discard(song) }] : []),
  ];
}

/** Who hears a song, when, and among what others. */
export function hearingActs(song: Song): readonly Act[] {
  if (song.state !== "ready") return [];
  const queueing = [
    { label: "Play next", act: () => playNext([queued(song)]) },
    { label: "Add to the queue", act: () => addToQueue([queued(song)]) },
  ];
  if (!user.value) return queueing;
  const turn = { label: song.public ? "Keep to myself" : "Open to everybody", act: () => void publish(song, !song.public) };
  return [
    ...queueing,
    { label: "Add to a playlist", act: () => openShelf([song.id]) },
    { label: "Share", act: () => openSharing({ kind: "song", id: song.id, title: song.title }) },
    ...(user.value.username === song.user ? [turn] : []),
  ];
}
