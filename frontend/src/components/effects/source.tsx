/** The sound that effects are put over: a recording of one's own, or a song and one of its stems. */
import type { JSX, TargetedEvent } from "preact";
import { ENDINGS } from "../../model/uploads";
import type { Source } from "../../model/effects";
import { songs, source } from "../../stores/effects";
import { isReady, song } from "../../stores/songs";
import { bring, isSending, recordings } from "../../stores/uploads";
import { SendingList } from "../uploads/sending";

export function SourcePicker(): JSX.Element {
  return (
    <fieldset class="own">
      <legend>What to put them on</legend>
      <div class="fields">
        <p class="field">
          <label for="fx-sound">Sound</label>
          <select id="fx-sound" value={valueOf(source.value)} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">Choose one</option>
            <Recordings />
            <Songs />
          </select>
        </p>
        {source.value?.kind === "song" && <Part id={source.value.song_id} name={source.value.name} stem={source.value.stem} />}
      </div>
      <p>
        <input type="file" aria-label="Bring a recording" accept={ENDINGS} disabled={isSending.value} onChange={bringOne} />
        <small>WAV, MP3 or FLAC, up to ten minutes.</small>
      </p>
      <SendingList />
    </fieldset>
  );
}

function Recordings(): JSX.Element | null {
  const known = recordings.value ?? [];
  if (!known.length) return null;
  return (
    <optgroup label="Recordings">
      {known.map(({ id, name }) => (
        <option key={id} value={`upload ${id}`}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}

function Songs(): JSX.Element | null {
  if (!songs.value.length) return null;
  return (
    <optgroup label="Songs">
      {songs.value.map(({ id, title }) => (
        <option key={id} value={`song ${id}`}>
          {title}
        </option>
      ))}
    </optgroup>
  );
}

function Part({ id, name, stem }: { id: number; name: string; stem: string }): JSX.Element {
  const known = song(id).value;
  const stems = known.state === "ready" && isReady(known.value) ? known.value.stems : [];
  const take = (chosen: string): void => void (source.value = { kind: "song", song_id: id, name, stem: chosen });
  return (
    <p class="field">
      <label for="fx-part">Part</label>
      <select id="fx-part" value={stem} onChange={(event) => take(event.currentTarget.value)}>
        <option value="">The whole song</option>
        {stems.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </p>
  );
}

function valueOf(now: Source | null): string {
  if (!now) return "";
  return now.kind === "upload" ? `upload ${now.asset_id}` : `song ${now.song_id}`;
}

function choose(value: string): void {
  const [kind = "", id = ""] = value.split(" ");
  const recording = kind === "upload" ? recordings.peek()?.find((one) => one.id === id) : undefined;
  const found = kind === "song" ? songs.peek().find((one) => String(one.id) === id) : undefined;
  if (recording) source.value = { kind: "upload", asset_id: recording.id, name: recording.name };
  else if (found) source.value = { kind: "song", song_id: found.id, name: found.title, stem: "" };
  else source.value = null;
}

async function bringOne(event: TargetedEvent<HTMLInputElement>): Promise<void> {
  const input = event.currentTarget;
  const files = [...(input.files ?? [])].slice(0, 1);
  input.value = "";
  const upload = await bring(files);
  if (upload) source.value = { kind: "upload", asset_id: upload.id, name: upload.name };
}
