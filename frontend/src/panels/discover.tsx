/** Discover: songs to listen to, drawn from what is picked, played, liked, and by chance. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { drawSongs } from "../api/songs";
import { Empty } from "../components/empty";
import { Notice } from "../components/notice";
import { SongCards } from "../components/songs/cards";
import { useScope } from "../core/hooks";
import { type Loading, settle } from "../core/loading";
import { useTitle } from "../core/title";
import type { Song } from "../core/wire";

const POOLS = [
  { name: "featured", title: "Featured", limit: 6 },
  { name: "trending", title: "Played most this week", limit: 6 },
  { name: "made-for-you", title: "Made for you", limit: 6 },
  { name: "random", title: "By chance", limit: 6 },
] as const;

const pools = POOLS.map((pool) => ({ ...pool, songs: signal<Loading<readonly Song[]>>({ state: "loading" }) }));

type Pool = (typeof pools)[number];

const draw = ({ name, limit, songs }: Pool): Promise<void> => settle(songs, drawSongs(name, limit));

export function Discover(): JSX.Element {
  useTitle("Discover");
  useScope(() => pools.forEach((pool) => void draw(pool)), []);
  const states = pools.map(({ songs }) => songs.value);
  const isEmpty = states.every((one) => one.state === "ready" && one.value.length === 0);
  return (
    <section class="screen" aria-labelledby="h-discover">
      <h1 id="h-discover">Discover</h1>
      {isEmpty && <Empty says="Nobody has made a song public yet. Choose “Open to everybody” at one of yours." way="Make a song" to="/" />}
      {pools.map((pool) => (
        <Shelf key={pool.name} pool={pool} />
      ))}
    </section>
  );
}

function Shelf({ pool }: { pool: Pool }): JSX.Element | null {
  const { title, songs } = pool;
  const found = songs.value;
  if (found.state === "failed") return <Notice>{found.error.message}</Notice>;
  if (found.state === "loading" || found.value.length === 0) return null;
  return (
    <section class="drawn" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <button type="button" class="btn small quiet" aria-label={`Others: ${title}`} onClick={() => void draw(pool)}>
          Others
        </button>
      </header>
      <SongCards songs={found.value} label={title} />
    </section>
  );
}
