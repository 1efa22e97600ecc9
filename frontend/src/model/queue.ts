/** The queue: what plays, what comes next, and what was before.
 *
 * A song may stand in it more than once, so that each place has a key of its own. ``straight`` is the order in which
 * shuffling leaves the queue; it holds the same keys.
 */

/** As much of a song as a queue shows. */
export interface QueueSong {
  id: number;
  title: string;
  artist: string;
  duration_s: number;
  /** The page that shows it, where that is not its own. */
  page?: string | undefined;
}

export interface Entry extends QueueSong {
  key: number;
}

export interface Queue {
  entries: readonly Entry[];
  /** The place of what plays; -1 while nothing does. */
  at: number;
  straight: readonly number[];
}

export type Repeat = "off" | "all" | "one";

export const EMPTY: Queue = { entries: [], at: -1, straight: [] };

/** A queue of these songs in their order, at one of them. */
export function queueOf(songs: readonly QueueSong[], at: number): Queue {
  const entries = keyed(songs, 0);
  return { entries, at: entries.length ? clamp(at, 0, entries.length - 1) : -1, straight: keys(entries) };
}

/** Put songs behind what plays. */
export const insertNext = (queue: Queue, songs: readonly QueueSong[]): Queue => insert(queue, songs, queue.at + 1);

/** Put songs at the end. */
export const append = (queue: Queue, songs: readonly QueueSong[]): Queue => insert(queue, songs, queue.entries.length);

function insert(queue: Queue, songs: readonly QueueSong[], place: number): Queue {
  const added = keyed(songs, 1 + Math.max(-1, ...queue.straight));
  const before = queue.entries[place - 1]?.key;
  const inStraight = before === undefined || place === queue.entries.length ? queue.straight.length : queue.straight.indexOf(before) + 1;
  return {
    entries: queue.entries.toSpliced(place, 0, ...added),
    at: queue.at < 0 && added.length ? 0 : queue.at,
    straight: queue.straight.toSpliced(inStraight, 0, ...keys(added)),
  };
}

/** Move an entry to another place; what plays goes on playing. */
export function move(queue: Queue, from: number, to: number): Queue {
  const moved = queue.entries[from];
  if (!moved || from === to) return queue;
  const entries = queue.entries.toSpliced(from, 1).toSpliced(clamp(to, 0, queue.entries.length - 1), 0, moved);
  const playing = queue.entries[queue.at];
  return { entries, at: playing ? entries.indexOf(playing) : -1, straight: keys(entries) };
}

/** Take an entry out. If it is the one that plays, the one behind it stands in its place. */
export function remove(queue: Queue, key: number): Queue {
  const place = queue.entries.findIndex((entry) => entry.key === key);
  if (place < 0) return queue;
  const entries = queue.entries.toSpliced(place, 1);
  const at = place < queue.at ? queue.at - 1 : queue.at;
  return { entries, at: Math.min(at, entries.length - 1), straight: queue.straight.filter((one) => one !== key) };
}

/** Leave only what plays. */
export function clear(queue: Queue): Queue {
  const playing = queue.entries[queue.at];
  return playing ? { entries: [playing], at: 0, straight: [playing.key] } : EMPTY;
}

/** Shuffle what comes, with what plays as the first; ``random`` gives numbers 0..1. */
export function shuffle(queue: Queue, random: () => number): Queue {
  const playing = queue.entries[queue.at];
  const others = queue.entries.filter((entry) => entry !== playing);
  for (let i = others.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [others[i], others[j]] = [others[j] as Entry, others[i] as Entry];
  }
  const entries = playing ? [playing, ...others] : others;
  return { ...queue, entries, at: playing ? 0 : queue.at };
}

/** Back to the order in which the songs were put in. */
export function unshuffle(queue: Queue): Queue {
  const playing = queue.entries[queue.at];
  const places = new Map(queue.straight.map((key, place) => [key, place]));
  const entries = queue.entries.toSorted((a, b) => (places.get(a.key) ?? 0) - (places.get(b.key) ?? 0));
  return { ...queue, entries, at: playing ? entries.indexOf(playing) : queue.at };
}

/** The place that comes after what plays, when it ends by itself; null at the end of it all. */
export function following(queue: Queue, repeat: Repeat): number | null {
  if (queue.at < 0) return null;
  return repeat === "one" ? queue.at : neighbour(queue, repeat, 1);
}

/** The place before or after, when somebody asks for it. */
export function neighbour({ entries, at }: Queue, repeat: Repeat, by: 1 | -1): number | null {
  const to = at + by;
  if (to >= 0 && to < entries.length) return to;
  return repeat === "all" && entries.length > 0 ? (to + entries.length) % entries.length : null;
}

const keyed = (songs: readonly QueueSong[], first: number): Entry[] =>
  songs.map(({ id, title, artist, duration_s, page }, i) => ({ id, title, artist, duration_s, ...(page && { page }), key: first + i }));

const keys = (entries: readonly Entry[]): number[] => entries.map(({ key }) => key);

const clamp = (n: number, least: number, most: number): number => Math.max(least, Math.min(n, most));
