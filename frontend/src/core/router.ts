/** Which page is shown: the address is the state. */
import { signal } from "@preact/signals";
import { type Route, routeOf } from "../model/route";
import type { Scope } from "./scope";

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
  document.getElementById("main")?.focus({ preventScroll: true }); // so that Tab goes on from the new page
}

function studioPath(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return null;
  const link = (event.target as Element).closest("a");
  if (!link || link.hasAttribute("download") || link.target || link.origin !== location.origin) return null;
  if (link.hash || routeOf(link.pathname).name === "missing") return null;
  return link.pathname;
}
