/** What the person who is here may spend, what things cost, and their statement. */
import { computed, signal } from "@preact/signals";
import * as api from "../api/credits";
import { asApiError } from "../core/loading";
import type { Scope } from "../core/scope";
import type { CreditLine, Credits, Price } from "../api/credits";
import { priceOf } from "../model/credits";
import { running } from "./jobs";
import { user } from "./session";

const known = signal<Credits | null>(null);
/** Null for guests, and where nothing costs anything. */
export const credits = computed(() => (known.value?.enabled ? known.value : null));
export const prices = signal<readonly Price[]>([]);
export const lines = signal<readonly CreditLine[]>([]);
export const lineCount = signal(0);

/** Look again whenever somebody else is here, or a job begins or ends. */
export function keepCredits(scope: Scope): void {
  const isSomebody = computed(() => user.value?.id ?? null);
  const underWay = computed(() => running.value.map(({ id }) => id).join());
  scope.effect(() => {
    void underWay.value;
    if (isSomebody.value === null) known.value = null;
    else loadCredits().catch(asApiError);
  });
}

export async function loadCredits(): Promise<void> {
  const now = await api.myCredits();
  if (user.peek()) known.value = now;
}

export async function loadPrices(): Promise<void> {
  prices.value = (await api.listPrices()).results;
}

/** What a change of a song costs the person who is here; null where it costs nothing. */
export function editPrice(seconds: number): number | null {
  return credits.value ? priceOf(prices.value, "edit", seconds) || null : null;
}

/** Show the newest lines for as long as the scope is open, anew whenever the balance changes. */
export function openStatement(scope: Scope): void {
  const now = computed(() => `${credits.value?.balance} ${credits.value?.held}`);
  scope.effect(() => {
    void now.value;
    if (credits.peek()) loadLines(1).catch(asApiError);
  });
  scope.add(() => {
    lines.value = [];
    lineCount.value = 0;
  });
}

export const loadMore = (): Promise<void> => loadLines(Math.floor(lines.peek().length / api.PAGE_SIZE) + 1);

async function loadLines(page: number): Promise<void> {
  const { count, results } = await api.listLines(page);
  const kept = page === 1 ? [] : lines.peek();
  const seen = new Set(kept.map(({ id }) => id));
  lines.value = [...kept, ...results.filter(({ id }) => !seen.has(id))];
  lineCount.value = count;
}

/** Redeem a code; the answer is how many credits it brought. */
export async function redeem(code: string): Promise<number> {
  const { amount } = await api.redeemCode(code);
  await loadCredits();
  return amount;
}
