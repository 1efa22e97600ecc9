/** The actions of the player bar. */
import { batch, computed, signal, untracked } from "@preact/signals";
import { Player } from "../audio/player";
import { recordingOf } from "../audio/recording";
import { Scope } from "../core/scope";
import type { SongDetail } from "../core/wire";
import { OPENING } from "../model/opening";
import { stepBar, stepSection } from "../model/sections";
import { followStems } from "./player-stems";
import { current, isPlaying, lag_s, level, looped, position_s, stems, trouble, volume } from "./playing";
import { fetched, isReady, song as songWith } from "./songs";

/** Songs that follow and precede, by id. */
const queue = signal<readonly number[]>([]);

/** Whether an opening was heard to its end, so that the song goes on as soon as it is there. */
let isAwaited = false;

const player = new Player({ ended: () => void finish(), failed: () => fail("The song cannot be played.") }, volume.peek());

/** Keep the audio in step with the state, for as long as the studio is open. */
export function openPlayer(scope: Scope): void {
  scope.effect(() => player.setVolume(volume.value));
  scope.effect(() => {
    if (!isPlaying.value) return undefined;
    const measuring = new Scope();
    measuring.frames(measure);
    measuring.add(() => (level.value = 0));
    return () => measuring.end();
  });
  scope.effect(followChanges);
  followStems(scope, player);
  scope.add(() => player.eject());
}

/** A song that is renamed elsewhere is renamed here, another take of it plays on; one that is thrown away stops. */
function followChanges(): void {
  const id = current.value?.id;
  if (id === undefined) return;
  const known = songWith(id).value;
  if (known.state === "ready" && isReady(known.value)) {
    const song = known.value;
    if (song.take === current.peek()?.take) current.value = song;
    else untracked(() => changeTake(song));
  }
  if (known.state === "failed" && known.error.status === 404) eject();
}

/** Go on with another take, or after an opening with the whole song, at the same place. */
function changeTake(song: SongDetail): void {
  const at_s = position_s.peek();
  const recording = recordingOf(song);
  if (!recording || !(isPlaying.peek() || isAwaited)) {
    load(song);
    seek(at_s);
    return;
  }
  isAwaited = false;
  show(song, at_s, true);
  player.exchange(recording).catch(() => fail("The song cannot be played."));
}

function eject(): void {
  player.eject();
  batch(() => {
    current.value = null;
    isPlaying.value = false;
    position_s.value = 0;
  });
}

function measure(): void {
  lag_s.value = player.lag_s;
  position_s.value = player.position_s;
  level.value = player.rms();
}

/** Play a song, from the beginning unless it is in the player already. */
export async function playSong(id: number, among?: readonly number[]): Promise<void> {
  if (among) queue.value = among;
  if (current.peek()?.id !== id) {
    const song = await fetched(id);
    if (!isReady(song)) return;
    put(song);
  }
  await resume();
}

/** Play the opening of a song that is still being made; the song itself goes on from there. */
export async function playOpening(opening: SongDetail): Promise<void> {
  put(opening);
  await resume();
}

/** Put a song into the player without playing it. */
export function put(song: SongDetail): void {
  if (current.peek()?.id !== song.id) load(song);
}

function load(song: SongDetail): void {
  const recording = recordingOf(song);
  isAwaited = false;
  show(song, 0, false);
  trouble.value = recording ? null : "This song has no sound yet.";
  if (recording) player.load(recording);
}

function show(song: SongDetail, at_s: number, plays: boolean): void {
  batch(() => {
    current.value = song;
    position_s.value = at_s;
    stems.value = "closed";
    looped.value = null;
    isPlaying.value = plays;
    trouble.value = null;
  });
}

export async function toggle(): Promise<void> {
  if (isPlaying.peek()) pause();
  else await resume();
}

async function resume(): Promise<void> {
  const song = current.peek();
  if (!song || isPlaying.peek()) return;
  const isAtEnd = position_s.peek() >= song.duration_s - 0.05;
  try {
    isPlaying.value = true;
    await player.play(isAtEnd ? 0 : position_s.peek());
  } catch {
    fail("The browser did not let the song play. Press play once more.");
  }
}

export function pause(): void {
  isAwaited = false;
  player.pause();
  isPlaying.value = false;
}

export function seek(to_s: number): void {
  const end_s = current.peek()?.duration_s ?? 0;
  position_s.value = Math.max(0, Math.min(to_s, end_s));
  player.seek(position_s.peek());
}

/** Go to a place in a song, which goes into the player if it is not there; what played goes on playing. */
export async function playFrom(song: SongDetail, at_s: number): Promise<void> {
  const wasPlaying = isPlaying.peek();
  put(song);
  seek(at_s);
  if (wasPlaying) await resume();
}

export function moveBar(by: 1 | -1): void {
  const song = current.peek();
  if (song) seek(stepBar(song.sections, position_s.peek(), by));
}

export function moveSection(by: 1 | -1): void {
  const song = current.peek();
  if (song) seek(stepSection(song.sections, position_s.peek(), by));
}

export const hasNext = computed(() => neighbour(1) !== null);

/** Go to the song before or after; before goes back to the start first. */
export async function skip(by: 1 | -1): Promise<void> {
  if (by < 0 && (position_s.peek() > 3 || neighbour(-1) === null)) return seek(0);
  const id = neighbour(by);
  if (id !== null) await playSong(id);
}

function neighbour(by: 1 | -1): number | null {
  const at = queue.value.indexOf(current.value?.id ?? Number.NaN);
  return at < 0 ? null : (queue.value[at + by] ?? null);
}

async function finish(): Promise<void> {
  isPlaying.value = false;
  isAwaited = current.peek()?.take === OPENING;
  if (isAwaited) return;
  position_s.value = current.peek()?.duration_s ?? 0;
  const next = neighbour(1);
  if (next !== null) await playSong(next);
}

function fail(says: string): void {
  isPlaying.value = false;
  trouble.value = says;
}
