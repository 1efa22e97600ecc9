/** The rooms of the library. */
import type { JSX } from "preact";
import { route } from "../../core/router";
import { isSignedIn } from "../../stores/session";

const ROOMS = [
  ["library", "/library", "Songs"],
  ["albums", "/albums", "Albums"],
  ["artists", "/artists", "Artists"],
  ["playlists", "/playlists", "Playlists"],
  ["liked", "/liked", "Liked"],
  ["history", "/history", "Heard"],
] as const;
const PRIVATE: ReadonlySet<string> = new Set(["liked", "history"]);

export function LibraryTabs(): JSX.Element {
  return (
    <nav class="rooms" aria-label="Library">
      {ROOMS.filter(([name]) => isSignedIn.value || !PRIVATE.has(name)).map(([name, path, label]) => (
        <a key={name} href={path} aria-current={route.value.name === name ? "page" : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}
