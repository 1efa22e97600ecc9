/** Addresses of the studio and the pages they name. */
import { isRoom, type Room } from "./desk";

export type Route =
  | { name: "create" }
  | { name: "song"; id: number | null }
  | { name: "library" }
  | { name: "discover" }
  | { name: "albums" }
  | { name: "album"; id: number }
  | { name: "artists" }
  | { name: "artist"; id: number }
  | { name: "playlists" }
  | { name: "playlist"; id: number }
  | { name: "join"; token: string }
  | { name: "liked" }
  | { name: "history" }
  | { name: "shared"; token: string; isEmbedded: boolean }
  | { name: "person"; username: string }
  | { name: "uploads" }
  | { name: "effects" }
  | { name: "voices" }
  | { name: "jobs"; id: string | null }
  | { name: "messages"; other: number | null }
  | { name: "received"; id: number }
  | { name: "admin"; room: Room }
  | { name: "sign-in"; isNew: boolean }
  | { name: "account" }
  | { name: "credits" }
  | { name: "forgotten" }
  | { name: "reset"; token: string }
  | { name: "link"; isGood: boolean }
  | { name: "mailbox" }
  | { name: "missing" };

/** The page that an address names. */
export function routeOf(path: string): Route {
  const [room = "", id, ...rest] = path.split("/").filter(Boolean);
  if (rest.length) return { name: "missing" };
  if (id !== undefined) {
    const numbered = NUMBERED.get(room);
    if (numbered) return /^\d+$/.test(id) ? { name: numbered, id: Number(id) } : { name: "missing" };
    if (room === "share" || room === "shared" || room === "embed") return { name: "shared", token: id, isEmbedded: room === "embed" };
    if (room === "join") return { name: "join", token: id };
    if (room === "people") return { name: "person", username: decodeURIComponent(id) };
  }
  if (room === "messages" && id !== undefined) {
    return /^\d+$/.test(id) ? { name: "messages", other: Number(id) } : { name: "missing" };
  }
  if (room === "admin") return admin(id ?? "");
  if (room === "reset-password" && id !== undefined) return { name: "reset", token: id };
  if (room === "jobs") return { name: "jobs", id: id ?? null };
  if (id !== undefined) return { name: "missing" };
  return PAGES.get(room) ?? { name: "missing" };
}

const NUMBERED: ReadonlyMap<string, "song" | "album" | "artist" | "playlist" | "received"> = new Map([
  ["songs", "song"],
  ["albums", "album"],
  ["artists", "artist"],
  ["playlists", "playlist"],
  ["received", "received"],
]);
const admin = (room: string): Route => (isRoom(room) ? { name: "admin", room } : { name: "missing" });

const PAGES: ReadonlyMap<string, Route> = new Map([
  ["", { name: "create" }],
  ["songs", { name: "song", id: null }],
  ["library", { name: "library" }],
  ["discover", { name: "discover" }],
  ["albums", { name: "albums" }],
  ["artists", { name: "artists" }],
  ["playlists", { name: "playlists" }],
  ["liked", { name: "liked" }],
  ["history", { name: "history" }],
  ["uploads", { name: "uploads" }],
  ["effects", { name: "effects" }],
  ["voices", { name: "voices" }],
  ["messages", { name: "messages", other: null }],
  ["sign-in", { name: "sign-in", isNew: false }],
  ["sign-up", { name: "sign-in", isNew: true }],
  ["account", { name: "account" }],
  ["credits", { name: "credits" }],
  ["forgot-password", { name: "forgotten" }],
  ["verified", { name: "link", isGood: true }],
  ["link-ended", { name: "link", isGood: false }],
  ["mailbox", { name: "mailbox" }],
]);
