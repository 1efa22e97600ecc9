/** Asking the server by route: what goes there and what comes back is checked against the API's own document. */
import type { Routes } from "./contract";
import { ask, type Call } from "./http";

export type Route = keyof Routes;
export type Answer<R extends Route> = Routes[R]["answer"];

/** What a route takes; what it does not need may be left out. */
type Parts<R extends Route> = Part<"path", Routes[R]["path"]> & Part<"query", Routes[R]["query"]> & Part<"body", Routes[R]["body"]>;
type Part<Name extends string, T> = [T] extends [undefined] ? { [Key in Name]?: never } : {} extends T ? { [Key in Name]?: T } : { [Key in Name]: T };
/** Where nothing is needed, nothing has to be said. */
type Said<R extends Route> = {} extends Parts<R> ? [parts?: Parts<R>, more?: More] : [parts: Parts<R>, more?: More];
type More = Pick<Call, "headers" | "signal" | "keepalive">;

/** Ask a route. Throws as ``ask``. */
export function call<R extends Route>(route: R, ...[parts = {} as Parts<R>, more = {}]: Said<R>): Promise<Answer<R>> {
  const { path, query, body } = parts as { path?: Values; query?: Values; body?: unknown };
  const [method, address] = route.split(" ") as [NonNullable<Call["method"]>, string];
  return ask(addressOf(address, path, query), { method, ...(body === undefined ? {} : { body }), ...more });
}

type Values = Record<string, string | number | boolean | null | undefined>;

/** Fill the names of an address in, and put what is asked for behind it. */
export function addressOf(address: string, path: Values = {}, query: Values = {}): string {
  const filled = address.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  return said.length ? `${filled}?${new URLSearchParams(said.map(([name, value]) => [name, String(value)]))}` : filled;
}
