/** Credits: what there is, what was spent, what things cost, and codes. */
import { call } from "../core/client";
import type { CreditLine, CreditsAnswer as Credits, PriceRow as Price } from "../core/contract";
import type { Page } from "../core/wire";

export type { CreditLine, Credits, Price };

export const PAGE_SIZE = 20;
export const STATEMENT_FILE = "/api/credits/history.csv";

export const myCredits = (): Promise<Credits> => call("GET /api/credits");
export const listLines = (page: number): Promise<Page<CreditLine>> =>
  call("GET /api/credits/history", { query: { page, page_size: PAGE_SIZE } });
export const listPrices = (): Promise<{ results: Price[] }> => call("GET /api/credits/prices");
export const redeemCode = (code: string): Promise<{ amount: number }> => call("POST /api/credits/redeem", { body: { code } });
