/** Albums and artists. */
import { call } from "../core/client";
import type { AlbumAnswer, AlbumPage, AlbumSort, ArtistAnswer, ArtistPage } from "../core/contract";

export const listAlbums = (q: string, sort: AlbumSort, page: number, page_size: number): Promise<AlbumPage> =>
  call("GET /api/albums/", { query: { sort, page, page_size, ...(q ? { q } : {}) } });
export const openAlbum = (id: number): Promise<AlbumAnswer> => call("GET /api/albums/{album_id}/", { path: { album_id: id } });
export const listArtists = (q: string, page: number, page_size: number): Promise<ArtistPage> =>
  call("GET /api/artists/", { query: { page, page_size, ...(q ? { q } : {}) } });
export const openArtist = (id: number): Promise<ArtistAnswer> => call("GET /api/artists/{artist_id}/", { path: { artist_id: id } });
