/** Something that is fetched: not there yet, there, or refused. */
import { signal, type Signal } from "@preact/signals";
import { ApiError } from "./http";

export type Loading<T> =
  | { state: "loading" }
  | { state: "ready"; value: T }
  | { state: "failed"; error: ApiError };

/** Follow a fetch with a signal. */
export function loading<T>(fetching: Promise<T>): Signal<Loading<T>> {
  const state = signal<Loading<T>>({ state: "loading" });
  void settle(state, fetching);
  return state;
}

/** Put the outcome of a fetch into a signal. */
export async function settle<T>(into: Signal<Loading<T>>, fetching: Promise<T>): Promise<void> {
  try {
    into.value = { state: "ready", value: await fetching };
  } catch (error) {
    into.value = { state: "failed", error: asApiError(error) };
  }
}

/** What the server refused; anything else is a bug and goes on. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  throw error;
}
