/** Addresses of the studio and the pages they name. */

export type Route =
  | { name: "create" }
  | { name: "song"; id: number | null }
  | { name: "library" }
  | { name: "voices" }
  | { name: "jobs"; id: string | null }
  | { name: "account"; isNew: boolean }
  | { name: "missing" };

/** The page that an address names. */
export function routeOf(path: string): Route {
  const [room = "", id, ...rest] = path.split("/").filter(Boolean);
  if (rest.length) return { name: "missing" };
  if (room === "songs" && id !== undefined) {
    return /^\d+$/.test(id) ? { name: "song", id: Number(id) } : { name: "missing" };
  }
  if (room === "jobs") return { name: "jobs", id: id ?? null };
  if (id !== undefined) return { name: "missing" };
  return PAGES.get(room) ?? { name: "missing" };
}

const PAGES: ReadonlyMap<string, Route> = new Map([
  ["", { name: "create" }],
  ["songs", { name: "song", id: null }],
  ["library", { name: "library" }],
  ["voices", { name: "voices" }],
  ["sign-in", { name: "account", isNew: false }],
  ["sign-up", { name: "account", isNew: true }],
]);
