/** Playlists: those there are, and the one that is open. */
import { signal } from "@preact/signals";
import * as api from "../api/playlists";
import type { OpenedPlaylist, PlacedSong, PlaylistChange, PlaylistShape } from "../core/contract";
import { ApiError } from "../core/http";
import { asApiError } from "../core/loading";
import type { Scope } from "../core/scope";
import { go } from "../core/router";
import { user } from "./session";
import { SongList } from "./song-list";
import { show } from "./toast";

const MOST = 200;

/** Counts every change, so that what is shown knows that it is old. */
export const changed = signal(0);

/** One's own playlists and those one is a member of; null until they are known. */
export const mine = signal<readonly PlaylistShape[] | null>(null);
export const others = signal<readonly PlaylistShape[] | null>(null);
export const failure = signal<ApiError | null>(null);

/** Keep the lists of playlists true, for as long as the scope is open. */
export function keepPlaylists(scope: Scope): void {
  scope.effect(() => {
    void changed.value;
    if (user.value === undefined) return;
    void load(user.value !== null);
  });
}

let asked = 0;

/** What a later question overtook is let go: it may be another person's. */
async function load(isSignedIn: boolean): Promise<void> {
  const turn = ++asked;
  try {
    const [own, everybodys] = await Promise.all([isSignedIn ? api.listPlaylists(1, MOST, "all") : null, api.publicPlaylists(1, MOST)]);
    if (turn !== asked) return;
    mine.value = own?.results ?? [];
    const ids = new Set(mine.peek()?.map(({ id }) => id));
    others.value = everybodys.results.filter(({ id }) => !ids.has(id));
    failure.value = null;
  } catch (error) {
    const problem = asApiError(error);
    if (turn === asked) failure.value = problem;
  }
}

/** Make a playlist, an empty one or a smart one, and open it. */
export async function make(name: string, rule?: object): Promise<void> {
  const { id } = await api.makePlaylist({ name, ...(rule ? { rule } : {}) });
  go(`/playlists/${id}`);
}

/** One playlist: what is said of it, and its songs. */
export class Opened {
  readonly playlist = signal<OpenedPlaylist | null>(null);
  readonly songs: SongList<PlacedSong>;
  /** Changes reach the server in the order in which they were made. */
  #line: Promise<unknown> = Promise.resolve();

  constructor(readonly id: number) {
    this.songs = new SongList(async (page, size, signal) => {
      const found = await api.openPlaylist(id, page, size, signal);
      this.playlist.value = found;
      return { count: found.count, results: found.songs };
    });
  }

  keep(scope: Scope): void {
    scope.effect(() => {
      void [changed.value, user.value];
      this.songs.restart();
    });
  }

  readonly change = (body: PlaylistChange): Promise<string> => this.#attempt(() => api.changePlaylist(this.id, body));
  readonly cover = (file: File): Promise<string> => this.#attempt(() => api.sendCover(this.id, file));

  /** Put an entry at another place. */
  readonly move = async (from: number, to: number): Promise<void> => {
    const song = this.songs.row(from);
    if (song?.entry_id == null) return;
    const entry = song.entry_id;
    this.songs.move(from, to);
    await this.#inLine(async () => void (await api.moveEntries(this.id, [entry], to)));
  };

  readonly takeOut = async (song: PlacedSong): Promise<void> => {
    if (song.entry_id === null) return;
    const entry = song.entry_id;
    await this.#inLine(async () => {
      const { undo } = await api.takeOut(this.id, [entry]);
      show({
        title: song.title,
        says: "is out of the playlist.",
        undo: () => this.#inLine(async () => void (await api.takeBack(this.id, undo))),
      });
    });
  };

  /** Take out what an editor put in and the owner cannot see, and so cannot put back. */
  readonly takeOutUnseen = (entry: number): Promise<void> =>
    this.#inLine(async () => {
      await api.takeOut(this.id, [entry]);
      show({ says: "The private song is out of the playlist." });
    });

  /** Delete the playlist; its songs stay. */
  readonly remove = (): Promise<string> =>
    attempt(async () => {
      await api.deletePlaylist(this.id);
      changed.value++;
      go("/playlists");
    });

  /** Do something after all that was asked for before; the songs are fetched anew when nothing more is to be done. */
  async #inLine(act: () => Promise<void>): Promise<void> {
    const doing = this.#line.then(() => attempt(act));
    this.#line = doing;
    const problem = await doing;
    if (problem) show({ says: problem });
    if (this.#line === doing) changed.value++;
  }

  async #attempt(act: () => Promise<unknown>): Promise<string> {
    const problem = await attempt(async () => void (await act()));
    changed.value++;
    return problem;
  }
}

/** Do something; the answer says what was wrong, and is empty if nothing was. */
async function attempt(act: () => Promise<void>): Promise<string> {
  try {
    await act();
    return "";
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.message;
  }
}
