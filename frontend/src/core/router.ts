/** Which page is shown: the address is the state. */
import { signal } from "@preact/signals";
import { Scope } from "./scope";

export type Route =
  | { name: "create" }
  | { name: "song"; id: number | null }
  | { name: "library" }
  | { name: "jobs"; id: string | null }
  | { name: "account"; isNew: boolean }
  | { name: "missing" };

/** The page that an address names. */
export function routeOf(path: string): Route {
  const [room = "", id, ...rest] = path.split("/").filter(Boolean).map(decodeURIComponent);
  if (rest.length) return { name: "missing" };
  if (room === "songs" && id !== undefined) {
    return /^\d+$/.test(id) ? { name: "song", id: Number(id) } : { name: "missing" };
  }
  if (room === "jobs") return { name: "jobs", id: id ?? null };
  if (id !== undefined) return { name: "missing" };
  return PAGES[room] ?? { name: "missing" };
}

const PAGES: Readonly<Record<string, Route>> = {
  "": { name: "create" },
  create: { name: "create" },
  songs: { name: "song", id: null },
  library: { name: "library" },
  "sign-in": { name: "account", isNew: false },
  "sign-up": { name: "account", isNew: true },
};

export const route = signal<Route>(routeOf(location.pathname));

/** Go to another page of the studio. */
export function go(path: string, how: "push" | "replace" = "push"): void {
  if (path === location.pathname) return;
  if (how === "push") history.pushState(null, "", path);
  else history.replaceState(null, "", path);
  arrive();
}

/** Follow the back button and every plain link to a page of the studio. */
export function followLinks(scope: Scope): void {
  scope.listen(window, "popstate", arrive);
  scope.listen(document, "click", (event) => {
    const path = studioPath(event as MouseEvent);
    if (path === null) return;
    event.preventDefault();
    go(path);
  });
}

function arrive(): void {
  route.value = routeOf(location.pathname);
  scrollTo(0, 0);
}

function studioPath(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return null;
  const link = (event.target as Element).closest("a");
  if (!link || link.hasAttribute("download") || link.target || link.origin !== location.origin) return null;
  if (link.hash || routeOf(link.pathname).name === "missing") return null;
  return link.pathname;
}
