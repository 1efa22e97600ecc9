/** A playlist: its songs in order, and who may change them. */
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { Cover } from "../components/cover";
import { Empty } from "../components/empty";
import { Icon } from "../components/icon";
import { SongListView } from "../components/lists/song-list-view";
import { Menu } from "../components/menu";
import { aboutOf } from "../components/playlists/cards";
import { Part } from "../components/part";
import { PlaylistSettings } from "../components/playlists/settings";
import { useScope } from "../core/hooks";
import { useTitle } from "../core/title";
import type { OpenedPlaylist, PlacedSong } from "../core/contract";
import { ago, total } from "../model/time";
import { playSongs } from "../stores/player";
import { Opened } from "../stores/playlists";
import { addToQueue, queued } from "../stores/queue";
import { openSharing } from "../stores/sharing";

export function PlaylistPage({ id }: { id: number }): JSX.Element {
  return <Page key={id} id={id} />;
}

function Page({ id }: { id: number }): JSX.Element {
  const opened = useMemo(() => new Opened(id), [id]);
  const isSetting = useSignal(false);
  useScope((scope) => opened.keep(scope), [opened]);
  const list = opened.playlist.value;
  useTitle(list?.name ?? "Playlist");
  const acts = (song: PlacedSong) => [{ label: "Take out", act: () => void opened.takeOut(song) }];
  return (
    <section class="screen library" aria-labelledby="h-list">
      {list ? <Head list={list} opened={opened} isSetting={isSetting} /> : <h1 id="h-list" class="sr">Playlist</h1>}
      {list && isSetting.value && <PlaylistSettings list={list} opened={opened} />}
      <SongListView
        list={opened.songs}
        label={list?.name ?? "Playlist"}
        empty={<Empty says="Nothing is in it yet. Choose “Add to a playlist” at a song." way="Go to the library" to="/library" />}
        {...(list?.can_edit && !list.is_smart ? { move: (from: number, to: number) => void opened.move(from, to), acts } : {})}
      />
      {list && list.unseen.length > 0 && <Unseen entries={list.unseen} takeOut={(entry) => void opened.takeOutUnseen(entry)} />}
    </section>
  );
}

/** Private songs of editors: the owner of the playlist may take them out, and hear them no more than anybody. */
function Unseen({ entries, takeOut }: { entries: OpenedPlaylist["unseen"]; takeOut: (entry: number) => void }): JSX.Element {
  return (
    <div class="members">
      <Part title="Private songs of others">
        <ul>
          {entries.map(({ entry_id, added_by, added_at }) => (
            <li key={entry_id}>
              <span>
                By {added_by ?? "somebody who left"}, {ago(added_at)}
              </span>
              <button type="button" class="btn small" onClick={() => takeOut(entry_id)}>
                Take out<span class="sr"> the private song by {added_by ?? "somebody who left"}</span>
              </button>
            </li>
          ))}
        </ul>
      </Part>
    </div>
  );
}

function Head({ list, opened, isSetting }: { list: OpenedPlaylist; opened: Opened; isSetting: Signal<boolean> }): JSX.Element {
  const songs = (): ReturnType<typeof queued>[] => opened.songs.known.peek().filter(({ state }) => state === "ready").map(queued);
  return (
    <header class="thinghead">
      <Cover src={list.cover_image || null} name={list.name} isLarge />
      <div>
        <p class="k">Playlist</p>
        <h1 id="h-list">{list.name}</h1>
        <p class="k">
          {[aboutOf(list), list.duration_s > 0 && total(list.duration_s)].filter(Boolean).join(", ")}
        </p>
        {list.description && <p>{list.description}</p>}
        <div class="acts">
          <button type="button" class="btn primary" disabled={!list.count} onClick={() => void playSongs(songs(), 0)}>
            <Icon name="play" />
            Play
          </button>
          <button type="button" class="btn" onClick={() => openSharing({ kind: "playlist", id: list.id, title: list.name })}>
            <Icon name="share" />
            Share
          </button>
          {list.is_mine && (
            <button type="button" class="btn" aria-expanded={isSetting.value} onClick={() => (isSetting.value = !isSetting.value)}>
              Change
            </button>
          )}
          <Menu label="More for the playlist" class="btn icon" isLeft groups={[{ items: [{ label: "Add to the queue", act: () => addToQueue(songs()) }] }]}>
            <Icon name="more" />
          </Menu>
        </div>
      </div>
    </header>
  );
}
