/** Removing an album, with or without the songs that were brought to it; it can be taken back for a while. */
import type { JSX } from "preact";
import type { Album } from "../../api/albums";
import { removeLater } from "../../stores/albums";
import { Asking } from "../asking";
import { Form } from "../form";

interface Props {
  album: Album;
  close: () => void;
  /** Where its page was. */
  done?: () => void;
}

export function AlbumRemoval({ album, close, done }: Props): JSX.Element {
  const act = async ({ songs = "" }: Record<string, string>): Promise<void> => {
    close();
    done?.();
    removeLater(album, songs === "keep");
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
