/** Effects: a sound, a chain, and the job that puts the one over the other. */
import { computed, signal } from "@preact/signals";
import * as api from "../api/effects";
import { listSongs } from "../api/songs";
import type { EffectCatalogue, EffectResult, EffectShape } from "../core/contract";
import { freshKey } from "../core/fresh-key";
import { ApiError } from "../core/http";
import { Scope } from "../core/scope";
import type { Job, Song } from "../core/wire";
import { chainOf, fresh, type Link, moved, type Setting, type Source, told, wishOf } from "../model/effects";
import { isOver } from "../model/jobs";
import { compare, compared } from "./comparison";
import { watch } from "./job-watch";
import { cancel as cancelJob } from "./jobs";

/** Null until it is known. */
export const catalogue = signal<EffectCatalogue | null>(null);
export const songs = signal<readonly Song[]>([]);
export const results = signal<readonly EffectResult[]>([]);
export const source = signal<Source | null>(null);
export const chain = signal<readonly Link[]>([]);
/** The preset that the chain is, while nothing of it was changed. */
export const preset = signal("");
export const keepsLength = signal(false);
export const job = signal<Job | null>(null);
/** What the server said is wrong, the first thing first. */
export const problems = signal<readonly string[]>([]);

/** From the click until something is heard of the job. */
const isAsking = signal(false);
export const isWorking = computed(() => isAsking.value || (job.value !== null && !isOver(job.value.status)));
export const kinds = computed<ReadonlyMap<string, EffectShape>>(() => new Map((catalogue.value?.effects ?? []).map((one) => [one.name, one])));

const MOST_SONGS = 100;
let lastKey = 0;
let following: Scope | null = null;

/** Find out what there is: effects for everybody, songs and results of whoever is signed in. */
export async function loadEffects(isSignedIn: boolean): Promise<void> {
  await attempt(async () => {
    catalogue.value ??= await api.getEffects();
    if (!isSignedIn) return;
    const [mine, made] = await Promise.all([
      listSongs({ q: "", sort: "created", isDescending: true, page: 1, page_size: MOST_SONGS }),
      api.listResults(),
    ]);
    songs.value = mine.results.filter(({ state }) => state === "ready");
    results.value = made.results;
  });
}

export function choosePreset(name: string): void {
  const found = catalogue.peek()?.presets.find((one) => one.name === name);
  take(found?.effects ?? []);
  preset.value = found ? name : "";
}

export function add(name: string): void {
  const kind = kinds.peek().get(name);
  if (kind) change([...chain.peek(), fresh(kind, ++lastKey)]);
}

export const leaveOut = (key: number): void => change(chain.peek().filter((one) => one.key !== key));
export const bypass = (key: number, isBypassed: boolean): void => edit(key, { isBypassed });
export const setMix = (key: number, mix: number): void => edit(key, { mix });
export const move = (at: number, by: 1 | -1): void => change(moved(chain.peek(), at, by));

export function set(key: number, name: string, value: Setting): void {
  const link = chain.peek().find((one) => one.key === key);
  if (link) edit(key, { settings: { ...link.settings, [name]: value } });
}

/** Put the chain over the sound; what comes of it can be compared as soon as it is there. */
export async function apply(): Promise<void> {
  const on = source.peek();
  if (!on || isWorking.peek()) return;
  const what = preset.peek() ? { preset: preset.peek() } : { effects: told(chain.peek()) };
  isAsking.value = true;
  job.value = null;
  await attempt(async () => {
    try {
      const { job_id } = await api.putEffects({ ...wishOf(on), ...what, keep_length: keepsLength.peek() }, freshKey());
      follow(job_id);
    } catch (error) {
      isAsking.value = false;
      throw error;
    }
  });
}

export async function cancel(): Promise<void> {
  const now = job.peek();
  if (now) await attempt(() => cancelJob(now.id));
}

/** Compare a result with what it was made of. */
export const showResult = (asset_id: string): Promise<void> =>
  attempt(async () => {
    const result = await api.getResult(asset_id);
    results.value = [result, ...results.peek().filter((one) => one.asset_id !== asset_id)];
    compare(result);
  });

/** Take a result's chain over, to change it or to put it over something else. */
export function takeOver(result: EffectResult): void {
  take(result.effects);
  preset.value = "";
}

export const remove = (result: EffectResult): Promise<void> =>
  attempt(async () => {
    await api.removeResult(result.asset_id);
    results.value = results.peek().filter((one) => one.asset_id !== result.asset_id);
    if (compared.peek()?.asset_id === result.asset_id) compare(null);
  });

/** Forget whose sounds these were, as when somebody signs out. */
export function forgetEffects(): void {
  following?.end();
  compare(null);
  isAsking.value = false;
  job.value = source.value = null;
  songs.value = results.value = [];
}

function take(effects: EffectResult["effects"]): void {
  chain.value = chainOf(effects, lastKey + 1);
  lastKey += effects.length;
}

function edit(key: number, part: Partial<Link>): void {
  change(chain.peek().map((one) => (one.key === key ? { ...one, ...part } : one)));
}

function change(links: readonly Link[]): void {
  chain.value = links;
  preset.value = "";
}

function follow(id: string): void {
  following?.end();
  const scope = (following = new Scope());
  watch(id, scope, (now) => {
    job.value = now;
    isAsking.value = false;
    if (!isOver(now.status)) return;
    scope.end();
    if (now.status === "failed") problems.value = [now.error?.message ?? "It did not work."];
    const made = now.result?.asset_id;
    if (made) void showResult(made);
  });
}

async function attempt(act: () => Promise<void>): Promise<void> {
  problems.value = [];
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    problems.value = error.fields["effects"] ?? [error.message];
  }
}
