/** The keys of keyboards, headphones and lock screens. */
import type { Scope } from "../core/scope";
import { pause, skip, toggle } from "./player";
import { current, isPlaying } from "./playing";

export function openMediaKeys(scope: Scope): void {
  const session = navigator.mediaSession as MediaSession | undefined;
  if (!session) return;
  const keys: [MediaSessionAction, () => void][] = [
    ["play", () => void toggle()],
    ["pause", pause],
    ["previoustrack", () => void skip(-1)],
    ["nexttrack", () => void skip(1)],
  ];
  for (const [key, act] of keys) session.setActionHandler(key, act);
  scope.add(() => keys.forEach(([key]) => session.setActionHandler(key, null)));
  scope.effect(() => {
    const song = current.value;
    session.metadata = song ? new MediaMetadata({ title: song.title, artist: song.genre, album: "Mini Studio" }) : null;
    session.playbackState = isPlaying.value ? "playing" : song ? "paused" : "none";
  });
}
