/** Prices in words. */
import type { PriceRow as Price } from "../core/contract";
import { capital, count, plain } from "./names";

const ANY = "*";

/** What a job of a kind costs for so many seconds of music; 0 where it is free. */
export function priceOf(prices: readonly Price[], type: string, seconds: number, engine = "composer"): number {
  const rows = prices.filter((row) => row.type === type);
  const row = rows.find((one) => one.engine === engine) ?? rows.find((one) => one.engine === ANY);
  return row ? Math.ceil(Number((row.start + row.per_second * seconds).toFixed(6))) : 0;
}

const KINDS: Readonly<Record<string, string>> = { music: "Song", vocals: "Voice alone", edit: "Change of a song", effects: "Effects" };

/** "Song, musicgen": what a price is for. */
export function priced({ type, engine }: Price, rows: readonly Price[]): string {
  const kind = KINDS[type] ?? capital(plain(type));
  const isAlone = rows.filter((row) => row.type === type).length === 1;
  if (engine !== ANY) return `${kind}, ${plain(engine)}`;
  return isAlone ? kind : `${kind}, other engines`;
}

/** "2 and 6 a minute". */
export function rate({ start, per_second }: Price): string {
  const parts = [start > 0 || per_second === 0 ? short(start) : "", per_second > 0 ? `${short(per_second * 60)} a minute` : ""];
  return parts.filter(Boolean).join(" and ");
}

/** "6 of 94 credits", or what is missing. */
export function costing(price: number, balance: number): string {
  if (price > balance) return `${count(price, "credit")}, you have ${balance}`;
  return `${price} of ${count(balance, "credit")}`;
}

/** 6 -> "+6", -6 -> "−6" with a real minus sign. */
export const change = (amount: number): string => (amount > 0 ? `+${amount}` : amount < 0 ? `−${-amount}` : "0");

const short = (credits: number): string => String(Number(credits.toFixed(2)));
