/** Albums and artists. */
import { call } from "../core/client";
import type { AlbumAnswer, AlbumChange, AlbumShape as Album, AlbumPage, AlbumSort, ArtistAnswer, ArtistPage } from "../core/contract";

export type { Album };

export const listAlbums = (q: string, sort: AlbumSort, page: number, page_size: number): Promise<AlbumPage> =>
  call("GET /api/albums/", { query: { sort, page, page_size, ...(q ? { q } : {}) } });
export const openAlbum = (id: number): Promise<AlbumAnswer> => call("GET /api/albums/{album_id}/", { path: { album_id: id } });
/** Make an album, or with an id change it; ``image`` null takes its picture away. */
export const saveAlbum = (album_id: number | null, said: AlbumChange, picture: File | null): Promise<Album> => {
  const body = picture ? (formOf(said, picture) as AlbumChange) : said;
  return album_id === null ? call("POST /api/albums/", { body }) : call("PATCH /api/albums/{album_id}/", { path: { album_id }, body });
};

function formOf(said: AlbumChange, picture: File): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(said)) form.set(name, String(value));
  form.set("image", picture);
  return form;
}

/** Remove an album, also while the page is left. */
export const removeAlbum = (album_id: number, keep_songs: boolean): Promise<unknown> =>
  call("DELETE /api/albums/{album_id}/", { path: { album_id }, query: { keep_songs } }, { keepalive: true });
export const listArtists = (q: string, page: number, page_size: number): Promise<ArtistPage> =>
  call("GET /api/artists/", { query: { page, page_size, ...(q ? { q } : {}) } });
export const openArtist = (id: number): Promise<ArtistAnswer> => call("GET /api/artists/{artist_id}/", { path: { artist_id: id } });
