/** The song that follows is made ready while the one before still plays, so that there is no gap between them. */
import { computed, signal } from "@preact/signals";
import type { Player } from "../audio/player";
import { recordingOf } from "../audio/recording";
import { Scope } from "../core/scope";
import type { SongDetail } from "../core/wire";
import { OPENING } from "../model/opening";
import type { Entry } from "../model/queue";
import { factorOf } from "./loudness";
import { current, isPlaying, looped, position_s } from "./playing";
import { next, playing } from "./queue";
import { fetched, isReady } from "./songs";

const LEAD_S = 40; // time to fetch and decode two songs, on a slow line too

/** The song that was made ready, until it begins. */
let joined: SongDetail | null = null;
/** Counts the songs that began by themselves: one that repeats is made ready anew each time. */
const rounds = signal(0);
/** Before the first touch a browser lets nothing sound, and nothing has to be made ready. */
const hasSounded = signal(false);

/** Keep the song after the one that plays ready, for as long as the scope is open. */
export function keepJoined(scope: Scope, player: Player): void {
  const isNear = computed(() => current.value !== null && current.value.duration_s - position_s.value < LEAD_S);
  const isJoinable = computed(() => isNear.value && current.value?.take !== OPENING && playing.value?.id === current.value?.id);
  const wanted = computed(() => (hasSounded.value && isJoinable.value && looped.value === null ? next.value : null));
  scope.effect(() => {
    if (isPlaying.value) hasSounded.value = true;
  });
  scope.effect(() => {
    const entry = wanted.value;
    void [rounds.value, current.value]; // what was joined to a take is joined to nothing when another one plays
    if (!entry) return undefined;
    const joining = new Scope();
    void join(player, entry, joining);
    return () => joining.end();
  });
}

/** The song that has just begun by itself. */
export function takeJoined(): SongDetail | null {
  const song = joined;
  joined = null;
  rounds.value++;
  return song;
}

async function join(player: Player, { id, page }: Entry, scope: Scope): Promise<void> {
  let isOver = false;
  scope.add(() => (isOver = true));
  try {
    const song = await fetched(id, page);
    const recording = isReady(song) ? recordingOf(song, factorOf(song)) : null;
    if (isOver || !isReady(song) || !recording) return;
    scope.add(() => {
      if (joined === song) player.unfollow();
      joined = null;
    });
    joined = song;
    await player.follow(recording);
  } catch {
    if (!isOver) joined = null; // it is asked for again, in the plain way, when its turn comes
  }
}
