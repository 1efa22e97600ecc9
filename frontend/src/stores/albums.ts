/** Albums: the one that is open, and those on their way out. */
import { signal } from "@preact/signals";
import * as api from "../api/albums";
import { placeSong } from "../api/songs";
import type { AlbumAnswer, SongShape } from "../core/contract";
import { asApiError, type Loading, settle } from "../core/loading";
import { moved, renumbered } from "../model/albums";
import { fixed, SongList } from "./song-list";
import { show } from "./toast";

/** Albums that are shown no longer, and removed once nobody can take it back; another album may get the number of one. */
const leaving = signal<ReadonlySet<string>>(new Set());
const nameOf = ({ id, created_at }: api.Album): string => `${id} of ${created_at}`;

export const stays = (album: api.Album): boolean => !leaving.value.has(nameOf(album));

/** Show an album no longer, and remove it when the toast that offers it back has gone. */
export function removeLater(album: api.Album, keepsSongs: boolean): void {
  const comeBack = (): void => void (leaving.value = new Set([...leaving.peek()].filter((name) => name !== nameOf(album))));
  const remove = async (): Promise<void> => {
    try {
      await api.removeAlbum(album.id, keepsSongs);
    } catch (error) {
      comeBack();
      show({ title: album.title, says: asApiError(error).message });
    }
  };
  leaving.value = new Set(leaving.peek()).add(nameOf(album));
  show({ title: album.title, says: "is removed.", undo: comeBack, gone: () => void remove() });
}

/** One album and its songs, which can be put into another order. */
export class OpenedAlbum {
  readonly album = signal<Loading<AlbumAnswer>>({ state: "loading" });
  readonly songs = new SongList<SongShape>(fixed([]));
  #order: readonly SongShape[] = [];
  /** Changes reach the server in the order in which they were made. */
  #line: Promise<void> = Promise.resolve();

  constructor(readonly id: number) {}

  readonly load = async (): Promise<void> => {
    await settle(this.album, api.openAlbum(this.id));
    const found = this.album.peek();
    if (found.state === "ready") this.#show(found.value.songs);
  };

  /** Put a song at another place. */
  readonly move = async (from: number, to: number): Promise<void> => {
    const [before, now] = [this.#order, moved(this.#order, from, to)];
    this.songs.move(from, to);
    this.#show(now);
    this.#line = this.#line.then(() => this.#number(renumbered(before, now)));
    await this.#line;
  };

  async #number(songs: readonly SongShape[]): Promise<void> {
    try {
      for (const { id, track_number } of songs) await placeSong(id, track_number ?? 0);
    } catch (error) {
      show({ says: asApiError(error).message });
      await this.load();
    }
  }

  #show(songs: readonly SongShape[]): void {
    this.#order = songs;
    this.songs.restart(fixed(songs));
  }
}
