/** The player bar: transport, what plays and where, the song as seek bar, what is beside it, and how loud it is. */
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import type { SongDetail } from "../../core/wire";
import { barAt, sectionAt } from "../../model/sections";
import { clock } from "../../model/time";
import { current, position_s, stems, trouble } from "../../stores/playing";
import { pageOf } from "../../stores/songs";
import { SeekBar } from "./seek-bar";
import { PlayerPanel } from "./panel";
import { PanelButton } from "./panel-button";
import { Order, Transport } from "./transport";
import { Volume } from "./volume";

export function PlayerBar(): JSX.Element {
  const song = current.value;
  return (
    <footer class="player" aria-label="Player">
      <div class="pl-now">
        <Transport song={song} />
        {song ? <Now key={song.id} song={song} /> : <p class="k">Nothing plays yet</p>}
      </div>
      {song ? (
        <>
          <Elapsed />
          <SeekBar song={song} />
          <span class="num time">{clock(song.duration_s)}</span>
        </>
      ) : (
        <div class="seek" />
      )}
      <div class="pl-end">
        <Order class="pc" />
        <PanelButton name="words" label="Lyrics" icon="words" class="pc" />
        <PanelButton name="queue" label="Queue" icon="queue" />
        <Volume />
      </div>
      <PlayerPanel />
    </footer>
  );
}

function Now({ song }: { song: SongDetail }): JSX.Element {
  const bar = useComputed(() => barAt(song.sections, position_s.value) + 1);
  const section = useComputed(() => sectionAt(song.sections, position_s.value)?.name ?? "");
  const note = trouble.value ?? (stems.value === "opening" ? "Fetching the stems" : null);
  const place = song.sections.length > 0 && (
    <span aria-hidden="true">
      <span class="pc">{section.value && `${section.value}, `}</span>bar {bar.value}
    </span>
  );
  return (
    <p>
      <a href={pageOf(song)}>{song.title}</a>
      <small role="status">{note ?? (place || song.artist)}</small>
    </p>
  );
}

function Elapsed(): JSX.Element {
  const second = useComputed(() => Math.floor(position_s.value));
  return <span class="num time">{clock(second.value)}</span>;
}
