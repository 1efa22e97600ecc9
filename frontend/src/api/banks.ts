/** Voicebanks: listing, looking into one, bringing and removing them. */
import { call } from "../core/client";
import { send } from "../core/upload";
import type { BankReport, BankShort } from "../core/wire-banks";

export const listBanks = (): Promise<{ banks: BankShort[] }> => call("GET /api/banks");
export const getBank = (id: string): Promise<{ bank: BankReport }> => call("GET /api/banks/{bank}", { path: { bank: id } }) as Promise<{ bank: BankReport }>;
export const removeBank = (id: string): Promise<unknown> => call("DELETE /api/banks/{bank}", { path: { bank: id } });

/** Send the zip of a bank; ``told`` hears how much of it has arrived, 0..1. */
export function sendBank(file: File, told: (share: number) => void, signal: AbortSignal): Promise<{ bank: BankReport }> {
  const form = new FormData();
  form.append("file", file);
  return send("/api/banks", form, told, signal);
}
