/** What somebody shows of themselves: their public songs and playlists. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { openProfile } from "../api/shares";
import { Cover } from "../components/cover";
import { SongListView } from "../components/lists/song-list-view";
import { ToPerson } from "../components/messages/to-person";
import { PlaylistCards } from "../components/playlists/cards";
import type { Profile } from "../core/contract";
import { useScope } from "../core/hooks";
import { useTitle } from "../core/title";
import { count, many } from "../model/names";
import { day } from "../model/time";
import { SongList } from "../stores/song-list";

export function PersonPage({ username }: { username: string }): JSX.Element {
  return <Page key={username} username={username} />;
}

function Page({ username }: { username: string }): JSX.Element {
  useTitle(username);
  const profile = useSignal<Profile | null>(null);
  const list = useMemo(
    () =>
      new SongList(async (page, size) => {
        const found = await openProfile(username, page, size);
        profile.value = found;
        return { count: found.song_count, results: found.songs };
      }),
    [username],
  );
  useScope(() => list.restart(), [list]);
  return (
    <section class="screen library" aria-labelledby="h-person">
      <header class="thinghead">
        <Cover src={profile.value?.avatar ?? null} name={username} isLarge />
        <div>
          <h1 id="h-person">{profile.value?.full_name || username}</h1>
          {profile.value && <Facts profile={profile.value} />}
          {profile.value && <ToPerson id={profile.value.id} username={username} />}
        </div>
      </header>
      {profile.value && profile.value.playlists.length > 0 && (
        <>
          <h2 class="shelfname">Playlists</h2>
          <PlaylistCards label="Playlists" lists={profile.value.playlists} />
          <h2 class="shelfname">Songs</h2>
        </>
      )}
      <SongListView list={list} label={`Songs of ${username}`} empty={<p class="nothing">{username} has no public songs.</p>} />
    </section>
  );
}

function Facts({ profile }: { profile: Profile }): JSX.Element {
  const { about, song_count, play_count, like_count, since } = profile;
  return (
    <>
      <p class="k">
        {count(song_count, "song")}, {many(play_count, "play")}, {many(like_count, "like")}, here since {day(new Date(since))}
      </p>
      {about && <p>{about}</p>}
    </>
  );
}
