/** Voicebanks: those that are here, what each can do, and the one that is on its way. */
import { signal } from "@preact/signals";
import * as api from "../api/banks";
import { ApiError } from "../core/http";
import type { BankReport, BankShort } from "../core/wire-banks";
import { show } from "./toast";
import { loadVoices } from "./voices";

export const banks = signal<readonly BankShort[]>([]);
export const reports = signal<ReadonlyMap<string, BankReport>>(new Map());
export const problem = signal("");

/** The zip that is being sent, and how much of it has arrived, 0..1. */
export const sending = signal<{ name: string; share: number } | null>(null);
let upload = new AbortController();

export const loadBanks = (): Promise<void> =>
  attempt(async () => {
    banks.value = (await api.listBanks()).banks;
  });

/** Look into a bank. */
export const openBank = (id: string): Promise<void> =>
  attempt(async () => {
    if (!reports.peek().has(id)) keep((await api.getBank(id)).bank);
  });

const keep = (bank: BankReport): void => void (reports.value = new Map(reports.peek()).set(bank.id, bank));

/** Bring the zip of a bank; its voices can be chosen as soon as it is there. */
export async function bring(file: File): Promise<void> {
  upload = new AbortController();
  const { signal } = upload;
  sending.value = { name: file.name, share: 0 };
  try {
    await attempt(async () => {
      const { bank } = await api.sendBank(file, (share) => (sending.value = { name: file.name, share }), signal);
      keep(bank);
      show({ title: bank.name, says: bank.available ? "is here and can sing." : "is here, and cannot sing yet." });
      await refresh();
    });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    sending.value = null;
  }
}

export const stopSending = (): void => upload.abort();

export const remove = ({ id, name }: BankShort): Promise<void> =>
  attempt(async () => {
    await api.removeBank(id);
    show({ title: name, says: "is removed. Songs keep what it sang." });
    await refresh();
  });

async function refresh(): Promise<void> {
  await Promise.all([loadBanks(), loadVoices()]);
}

async function attempt(act: () => Promise<void>): Promise<void> {
  problem.value = "";
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    problem.value = error.message;
  }
}
