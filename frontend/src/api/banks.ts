/** Voicebanks: listing, looking into one, bringing and removing them. */
import { ask } from "../core/http";
import { send } from "../core/upload";
import type { BankReport, BankShort } from "../core/wire-banks";

export const listBanks = (): Promise<{ banks: BankShort[] }> => ask("/api/banks");
export const getBank = (id: string): Promise<{ bank: BankReport }> => ask(`/api/banks/${encodeURIComponent(id)}`);
export const removeBank = (id: string): Promise<unknown> => ask(`/api/banks/${encodeURIComponent(id)}`, { method: "DELETE" });

/** Send the zip of a bank; ``told`` hears how much of it has arrived, 0..1. */
export function sendBank(file: File, told: (share: number) => void, signal: AbortSignal): Promise<{ bank: BankReport }> {
  const form = new FormData();
  form.append("file", file);
  return send("/api/banks", form, told, signal);
}
