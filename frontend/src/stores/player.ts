/** The actions of the player bar. */
import { batch, computed, untracked } from "@preact/signals";
import { Player } from "../audio/player";
import { recordingOf } from "../audio/recording";
import { asApiError } from "../core/loading";
import { Scope } from "../core/scope";
import type { SongDetail } from "../core/wire";
import { OPENING } from "../model/opening";
import { following, neighbour, type QueueSong } from "../model/queue";
import { stepBar, stepSection } from "../model/sections";
import { keepJoined, takeJoined } from "./joining";
import { isLent } from "./lending";
import { factorOf } from "./loudness";
import { followStems } from "./player-stems";
import { current, isPlaying, lag_s, level, looped, position_s, stems, trouble, volume } from "./playing";
import { begin, playing, queue, queued, removeEntry, repeat, slipIn, stand } from "./queue";
import { fetched, isReady, song as songWith } from "./songs";

/** Whether an opening was heard to its end, so that the song goes on as soon as it is there. */
let isAwaited = false;

const UNPLAYABLE = "The song cannot be played.";
const player = new Player({ ended: () => void finish(), advanced: advance, failed: () => fail(UNPLAYABLE) }, volume.peek());

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
  scope.effect(() => {
    if (current.value) player.setLoudness(factorOf(current.value));
  });
  followStems(scope, player);
  keepJoined(scope, player);
  scope.add(() => player.eject());
}

/** A song that is renamed elsewhere is renamed here, another take of it plays on; one that is thrown away stops. */
function followChanges(): void {
  const id = current.value?.id;
  if (id === undefined || isLent(id)) return;
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
  const recording = recordingOf(song, factorOf(song));
  if (!recording || !(isPlaying.peek() || isAwaited)) {
    load(song);
    seek(at_s);
    return;
  }
  isAwaited = false;
  show(song, at_s, true);
  player.exchange(recording).catch(() => fail(UNPLAYABLE));
}

/** Let the player be empty. */
export function eject(): void {
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

/** Play songs one after the other, from one of them on. */
export async function playSongs(songs: readonly QueueSong[], at: number): Promise<void> {
  begin(songs, at);
  await start();
}

/** Play one song, from where it rests if it is in the player already. */
export async function playSong(id: number): Promise<void> {
  if (current.peek()?.id === id) return resume();
  const song = await fetched(id);
  if (isReady(song)) await playSongs([queued(song)], 0);
}

/** Go to a place of the queue and play what stands there. */
export async function jump(at: number): Promise<void> {
  stand(at);
  await start();
}

/** Play what stands in the queue from its beginning; what is not there any more leaves the queue. */
async function start(): Promise<void> {
  for (let entry = playing.peek(); entry; entry = playing.peek()) {
    try {
      const song = await fetched(entry.id, entry.page);
      if (playing.peek() !== entry) return; // another one was asked for meanwhile
      if (isReady(song)) {
        load(song);
        return await resume();
      }
    } catch (error) {
      const { status, message } = asApiError(error);
      if (status !== 404) return fail(message);
    }
    if (playing.peek() !== entry) return;
    const isLast = queue.peek().at === queue.peek().entries.length - 1;
    removeEntry(entry.key);
    if (isLast) return;
  }
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
  const recording = recordingOf(song, factorOf(song));
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
  slipIn(queued(song));
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

export const hasNext = computed(() => neighbour(queue.value, repeat.value, 1) !== null);

/** Go to the song before or after; before goes back to the start first. */
export async function skip(by: 1 | -1): Promise<void> {
  const to = neighbour(queue.peek(), repeat.peek(), by);
  if (by < 0 && (position_s.peek() > 3 || to === null)) return seek(0);
  if (to !== null) await jump(to);
}

/** Take an entry out of the queue; if it plays, the one behind it plays on. */
export async function takeOut(key: number): Promise<void> {
  const wasPlaying = playing.peek()?.key === key && isPlaying.peek();
  removeEntry(key);
  if (!wasPlaying) return;
  eject();
  await start();
}

/** The song that was made ready plays already: show it. */
function advance(): void {
  const to = following(queue.peek(), repeat.peek());
  batch(() => {
    const song = takeJoined();
    if (to !== null) stand(to);
    if (song) show(song, 0, true);
  });
}

async function finish(): Promise<void> {
  isPlaying.value = false;
  isAwaited = current.peek()?.take === OPENING;
  if (isAwaited) return;
  position_s.value = current.peek()?.duration_s ?? 0;
  const to = following(queue.peek(), repeat.peek());
  if (to !== null) await jump(to);
}

function fail(says: string): void {
  isPlaying.value = false;
  trouble.value = says;
}
