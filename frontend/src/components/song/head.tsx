/** The head of the song page: title, facts, downloads and what else one does with a song. */
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { go } from "../../core/router";
import type { SongDetail } from "../../core/wire";
import { grouped, hint, saving } from "../../model/downloads";
import { accidentals, signed } from "../../model/names";
import { clock } from "../../model/time";
import { beginFrom } from "../../stores/create";
import { downloadsOf, fetchLater } from "../../stores/downloads";
import { hearingActs } from "../../stores/song-acts";
import { discard } from "../../stores/songs";
import { Icon } from "../icon";
import { Menu } from "../menu";
import { TitleField } from "./title";

export function SongHead({ song, isRenaming }: { song: SongDetail; isRenaming: Signal<boolean> }): JSX.Element {
  const again = (): void => {
    beginFrom(song);
    go("/");
  };
  const throwAway = async (): Promise<void> => {
    await discard(song);
    go("/library");
  };
  return (
    <header class="songhead">
      <div>
        <h1 id="h-song" class="title">
          {isRenaming.value ? (
            <TitleField id={song.id} title={song.title} close={() => (isRenaming.value = false)} />
          ) : (
            <button type="button" class="titlebutton" title="Rename (F2)" onClick={() => (isRenaming.value = true)}>
              {song.title}
            </button>
          )}
        </h1>
        <Facts song={song} />
      </div>
      <div class="acts">
        <Downloads song={song} />
        <Menu
          label="More actions"
          class="btn icon"
          groups={[
            {
              items: [
                ...hearingActs(song),
                { label: "Rename", hint: "F2", act: () => (isRenaming.value = true) },
                { label: "Begin from these words", act: again },
                { label: "Delete", act: () => void throwAway() },
              ],
            },
          ]}
        >
          <Icon name="more" />
        </Menu>
      </div>
    </header>
  );
}

/** All that can be taken away; fetched anew when the title, which names the files, or the take is another. */
function Downloads({ song }: { song: SongDetail }): JSX.Element {
  const list = useMemo(() => downloadsOf(song.id), [song.id, song.title, song.outputs]);
  const groups = grouped(list.value).map(({ title, items }) => ({
    title,
    items: items.map((download) => ({
      label: download.label,
      hint: hint(download),
      ...(download.ready ? { href: saving(download.url) } : { act: () => void fetchLater(download) }),
    })),
  }));
  return (
    <Menu label="Download" groups={groups}>
      <Icon name="download" />
      <span>Download</span>
    </Menu>
  );
}

function Facts({ song }: { song: SongDetail }): JSX.Element {
  return (
    <p class="facts">
      {song.genre && <span>{song.genre}</span>}
      {song.key && <span>{accidentals(song.key)}</span>}
      {song.tempo_bpm && <span>{Math.round(song.tempo_bpm)} bpm</span>}
      <span>{clock(song.duration_s)}</span>
      {song.loudness_lufs !== null && <span class="wide">{signed(song.loudness_lufs)} LUFS</span>}
    </p>
  );
}
