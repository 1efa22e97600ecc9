/** Albums: made, changed with their picture, and removed. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { type Album, listAlbums } from "../../api/admin";
import { clock } from "../../model/time";
import { stays } from "../../stores/albums";
import { ChangeAlbum } from "../albums/change";
import { AlbumRemoval } from "../albums/removal";
import { Icon } from "../icon";
import { useListing } from "./room";
import { type Column, List } from "./table";

const COLUMNS: readonly Column<Album>[] = [
  { head: "Title", cell: (album) => <Title album={album} /> },
  { head: "Year", isNumber: true, cell: ({ release_year }) => release_year ?? "–" },
  { head: "Songs", isNumber: true, cell: ({ song_count }) => song_count },
  { head: "Length", isNumber: true, cell: ({ duration_s }) => clock(duration_s) },
  { head: "Plays", isNumber: true, cell: ({ play_count }) => play_count },
];

type Asked = { about: "change"; album: Album | null } | { about: "removal"; album: Album };

export function Albums(): JSX.Element {
  const listing = useListing(listAlbums, "");
  const asked = useSignal<Asked | null>(null);
  const close = (): void => void (asked.value = null);
  const now = asked.value;
  return (
    <>
      <button type="button" class="btn" onClick={() => (asked.value = { about: "change", album: null })}>
        <Icon name="create" />
        New album
      </button>
      <List
        label="Albums"
        listing={listing}
        hasSearch
        none="There is no such album."
        columns={COLUMNS}
        shows={stays}
        name={({ title }) => title}
        acts={(album) => [
          { label: "Change", act: () => void (asked.value = { about: "change", album }) },
          { label: "Remove", act: () => void (asked.value = { about: "removal", album }) },
        ]}
      />
      {now?.about === "change" && <ChangeAlbum album={now.album} close={close} done={() => listing.renew()} />}
      {now?.about === "removal" && <AlbumRemoval album={now.album} close={close} />}
    </>
  );
}

function Title({ album }: { album: Album }): JSX.Element {
  return (
    <span class="withcover">
      <img src={album.artwork} alt="" width="40" height="40" loading="lazy" />
      <span>
        <b class="title">{album.title}</b>
        <small>{album.artist}</small>
      </span>
    </span>
  );
}
