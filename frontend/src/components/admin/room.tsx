/** What all rooms of the desk do: keep a list while they are open, and show what was fetched. */
import { useSignal, type Signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";
import { useScope } from "../../core/hooks";
import { Listing, type Asked } from "../../core/listing";
import { type Loading, settle } from "../../core/loading";
import type { Page } from "../../core/wire";
import { Notice } from "../notice";

/** A list that lives as long as its room. */
export function useListing<T extends { id: number | string }, State>(
  fetch: (asked: Asked<State>) => Promise<Page<T>>,
  state: NoInfer<State>,
): Listing<T, State> {
  const listing = useMemo(() => new Listing<T, State>(fetch, state), [fetch, state]);
  useScope((scope) => listing.open(scope), [listing]);
  return listing;
}

/** Something that is fetched when its room opens, and how to fetch it again. */
export function useFetched<T>(fetch: () => Promise<T>): [Signal<Loading<T>>, () => Promise<void>] {
  const found = useSignal<Loading<T>>({ state: "loading" });
  const renew = (): Promise<void> => settle(found, fetch());
  useScope(() => void renew(), [fetch]);
  return [found, renew];
}

export function Fetched<T>({ found, children }: { found: Signal<Loading<T>>; children: (value: T) => ComponentChildren }): JSX.Element | null {
  const now = found.value;
  if (now.state === "loading") return null;
  if (now.state === "failed") return <Notice>{now.error.message}</Notice>;
  return <>{children(now.value)}</>;
}
