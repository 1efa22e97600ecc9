/** What an administrator says of an album: title, artist, year, and its picture. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { type Album, saveAlbum } from "../../api/albums";
import { Asking } from "../asking";
import { Field, Form } from "../form";

interface Props {
  /** None: a new one. */
  album: Album | null;
  close: () => void;
  done: () => void | Promise<void>;
}

export function ChangeAlbum({ album, close, done }: Props): JSX.Element {
  const picture = useSignal<File | null>(null);
  const act = async ({ title = "", artist = "", release_year = "", bare }: Record<string, string>): Promise<void> => {
    const said = { title, artist, release_year: Number(release_year), ...(bare ? { image: null } : {}) };
    await saveAlbum(album?.id ?? null, said, picture.peek());
    close();
    await done();
  };
  return (
    <Asking title={album ? `Change ${album.title}` : "New album"} close={close}>
      <Form act={act} button={album ? "Save" : "Make the album"} busy="Saving" kind="primary">
        {(says) => (
          <>
            <Field name="title" label="Title" value={album?.title ?? ""} says={says("title")} />
            <Field name="artist" label="Artist" value={album?.artist ?? ""} says={says("artist")} required={false} />
            <Field name="release_year" label="Year" type="number" value={album?.release_year ? String(album.release_year) : ""} says={says("release_year")} required={false} />
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
            {album?.image && !picture.value && (
              <label class="check">
                <input type="checkbox" name="bare" />
                Take its picture away
              </label>
            )}
          </>
        )}
      </Form>
    </Asking>
  );
}
