/** Telling the server what was really heard: it counts a song that streams, and is told of one that was made ready. */
import { call } from "../core/client";
import { ApiError } from "../core/http";
import type { Scope } from "../core/scope";
import { heardTo, UNHEARD } from "../model/listening";
import { isLent } from "./lending";
import { current, position_s } from "./playing";
import { playing } from "./queue";

/** Count listens, for as long as the scope is open. */
export function countListens(scope: Scope): void {
  let listen = UNHEARD;
  let entry = playing.peek();
  scope.effect(() => {
    const song = current.value;
    const at_s = position_s.value;
    if (playing.peek() !== entry) listen = UNHEARD;
    entry = playing.peek();
    if (!song) return;
    const before = listen;
    listen = heardTo(before, at_s, song.duration_s);
    if (listen.isCounted && !before.isCounted && !isLent(song.id)) void tell(song.id); // where it is lent it is counted
  });
}

/** The route that plays a song counts a listen when somebody begins at its beginning; one byte of it is enough. */
async function tell(id: number): Promise<void> {
  try {
    await call("GET /api/songs/{song_id}/play/", { path: { song_id: id } }, { headers: { Range: "bytes=0-0" } });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error; // a listen that was not counted is no reason to disturb anybody
  }
}
