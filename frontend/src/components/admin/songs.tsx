/** Songs of everybody: the editor's picks, what is public, and what has to go. */
import type { JSX } from "preact";
import { type DeskSong, listAllSongs, setFeatured, type SongState } from "../../api/admin";
import { deleteSong, restoreSong, setPublic } from "../../api/songs";
import { ownerName } from "../../model/desk";
import { age, clock } from "../../model/time";
import { playSong } from "../../stores/player";
import type { MenuItem } from "../menu";
import { useListing } from "./room";
import { type Column, List } from "./table";

const STATES: readonly (readonly [SongState, string])[] = [
  ["all", "All"],
  ["public", "Public"],
  ["private", "Private"],
  ["featured", "Picks"],
  ["pending", "Being made"],
  ["failed", "Failed"],
  ["trash", "Trash"],
];

const COLUMNS: readonly Column<DeskSong>[] = [
  { head: "Title", cell: (song) => <Title song={song} /> },
  { head: "State", cell: stateOf },
  { head: "Length", isNumber: true, cell: ({ duration_s }) => clock(duration_s) },
  { head: "Plays", isNumber: true, cell: ({ play_count }) => play_count },
  { head: "Likes", isNumber: true, cell: ({ like_count }) => like_count },
  { head: "Made", isNumber: true, cell: ({ created_at }) => age(new Date(created_at), new Date()) },
];

export function Songs(): JSX.Element {
  const listing = useListing(listAllSongs, "all");
  const acts = (song: DeskSong): MenuItem[] => {
    const turn = async (isPublic: boolean): Promise<Partial<DeskSong>> => {
      await setPublic(song.id, isPublic);
      return { public: isPublic };
    };
    const bin = async (): Promise<Partial<DeskSong>> => {
      await deleteSong(song.id);
      return { deleted_at: new Date().toISOString() };
    };
    const fetchBack = async (): Promise<Partial<DeskSong>> => {
      await restoreSong(song.id);
      return { deleted_at: null };
    };
    if (song.deleted_at) return [{ label: "Restore", act: () => void listing.act(song, fetchBack()) }];
    const pick = { label: song.featured_at ? "Unfeature" : "Feature", act: () => void listing.act(song, setFeatured(song.id, !song.featured_at)) };
    return [
      ...(song.state === "ready" ? [{ label: "Play", act: () => void playSong(song.id) }] : []),
      ...(song.public ? [pick] : []),
      { label: song.public ? "Unpublish" : "Publish", act: () => void listing.act(song, turn(!song.public)) },
      { label: "Put into the trash", act: () => void listing.act(song, bin()) },
    ];
  };
  return <List label="Songs" listing={listing} states={STATES} hasSearch none="No song is called so." columns={COLUMNS} name={({ title }) => title} acts={acts} />;
}

function Title({ song }: { song: DeskSong }): JSX.Element {
  return (
    <>
      <b class="title">{song.title}</b>
      <small>{ownerName(song.owner, song.username)}</small>
    </>
  );
}

function stateOf({ deleted_at, state, featured_at, public: isPublic }: DeskSong): string {
  if (deleted_at) return "In the trash";
  if (state !== "ready") return state === "failed" ? "Failed" : "Being made";
  if (!isPublic) return "Private";
  return featured_at ? "Editor's pick" : "Public";
}
