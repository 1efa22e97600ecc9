/** Albums: made, changed with their picture, and removed. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { type Album, listAlbums, removeAlbum, saveAlbum } from "../../api/admin";
import { clock } from "../../model/time";
import { Field, Form } from "../form";
import { Icon } from "../icon";
import { Asking, useListing } from "./room";
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
  const done = async (): Promise<void> => {
    close();
    await listing.renew();
  };
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
        name={({ title }) => title}
        acts={(album) => [
          { label: "Change", act: () => void (asked.value = { about: "change", album }) },
          { label: "Remove", act: () => void (asked.value = { about: "removal", album }) },
        ]}
      />
      {now?.about === "change" && <Change album={now.album} close={close} done={done} />}
      {now?.about === "removal" && <Removal album={now.album} close={close} done={done} />}
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

interface Doing {
  close: () => void;
  done: () => Promise<void>;
}

function Change({ album, close, done }: Doing & { album: Album | null }): JSX.Element {
  const picture = useSignal<File | null>(null);
  const act = async ({ title = "", artist = "", release_year = "" }: Record<string, string>): Promise<void> => {
    const said = new FormData();
    said.set("title", title);
    said.set("artist", artist);
    said.set("release_year", release_year || "0");
    if (picture.peek()) said.set("image", picture.peek() as File);
    await saveAlbum(album?.id ?? null, said);
    await done();
  };
  return (
    <Asking title={album ? `Change ${album.title}` : "New album"} close={close}>
      <Form act={act} button={album ? "Save" : "Make the album"} busy="Saving" kind="primary">
        {(says) => (
          <>
            <Field name="title" label="Title" value={album?.title ?? ""} says={says("title")} />
            <Field name="artist" label="Artist" value={album?.artist ?? ""} says={says("artist")} required={false} />
            <Field name="release_year" label="Year" value={album?.release_year ? String(album.release_year) : ""} says={says("release_year")} required={false} />
            <p class="field">
              <label for="album-image">Picture</label>
              <input
                id="album-image"
                type="file"
                accept="image/png,image/jpeg,image/webp"
                aria-describedby="album-image-note"
                onChange={(event) => (picture.value = event.currentTarget.files?.[0] ?? null)}
              />
              <small id="album-image-note" class={says("image") ? "wrong" : undefined}>
                {says("image")?.[0] ?? "PNG, JPEG or WebP"}
              </small>
            </p>
          </>
        )}
      </Form>
    </Asking>
  );
}

function Removal({ album, close, done }: Doing & { album: Album }): JSX.Element {
  const act = async ({ songs = "" }: Record<string, string>): Promise<void> => {
    await removeAlbum(album.id, songs === "keep");
    await done();
  };
  return (
    <Asking title={`Remove ${album.title}?`} close={close}>
      <Form act={act} button="Remove it" busy="Removing" kind="primary">
        {() => (
          <>
            <label class="choice">
              <input type="radio" name="songs" value="keep" defaultChecked />
              Its songs stay
            </label>
            <label class="choice">
              <input type="radio" name="songs" value="bin" />
              Songs that were uploaded go into the trash
            </label>
          </>
        )}
      </Form>
    </Asking>
  );
}
