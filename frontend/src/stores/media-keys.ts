/** The keys of keyboards, headphones and lock screens, and what lock screens show. */
import { computed } from "@preact/signals";
import { Anchor } from "../audio/anchor";
import type { Scope } from "../core/scope";
import type { SongDetail } from "../core/wire";
import { pause, seek, skip, toggle } from "./player";
import { current, isPlaying, position_s } from "./playing";

const STEP_S = 10; // as far as other players go

export function openMediaKeys(scope: Scope): void {
  const session = navigator.mediaSession as MediaSession | undefined;
  if (!session) return;
  const by = (step_s: number) => (details: MediaSessionActionDetails) => seek(position_s.peek() + Math.sign(step_s) * (details.seekOffset ?? STEP_S));
  const keys: [MediaSessionAction, (details: MediaSessionActionDetails) => void][] = [
    ["play", () => void toggle()],
    ["pause", pause],
    ["stop", pause],
    ["previoustrack", () => void skip(-1)],
    ["nexttrack", () => void skip(1)],
    ["seekto", ({ seekTime }) => seek(seekTime ?? 0)],
    ["seekbackward", by(-STEP_S)],
    ["seekforward", by(STEP_S)],
  ];
  for (const [key, act] of keys) session.setActionHandler(key, act);
  scope.add(() => keys.forEach(([key]) => session.setActionHandler(key, null)));
  scope.effect(() => {
    const song = current.value;
    session.metadata = song && metadataOf(song);
    session.playbackState = isPlaying.value ? "playing" : song ? "paused" : "none";
  });
  const second = computed(() => Math.floor(position_s.value));
  scope.effect(() => {
    const duration = current.value?.duration_s ?? 0;
    const position = Math.min(second.value, duration);
    if (duration > 0) session.setPositionState({ duration, position, playbackRate: 1 });
  });
  holdThem(scope);
}

/** Have the keys come here while a song plays. */
function holdThem(scope: Scope): void {
  const anchor = new Anchor();
  scope.effect(() => (isPlaying.value ? anchor.hold() : anchor.release()));
  scope.add(() => anchor.end());
}

function metadataOf({ title, artist, genre, artwork }: SongDetail): MediaMetadata {
  const pictures = artwork ? [{ src: artwork, sizes: "any" }] : [];
  return new MediaMetadata({ title, artist: artist || genre, album: "Mini Studio", artwork: pictures });
}
