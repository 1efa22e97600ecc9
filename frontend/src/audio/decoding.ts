/** Fetches and decodes recordings: the stems of a song, or the whole of it. */

const BUDGET_BYTES = 700e6; // what a page may hold without being thrown out on a machine with 4 GB
const BYTES_PER_FRAME = 8; // two channels of 32-bit floats
const RATES = [44_100, 32_000, 24_000, 16_000];

/** The highest sample rate, not above the context's, at which all stems fit into memory. */
export function decodingRate(duration_s: number, stems: number, context_rate: number): number {
  const fits = (rate: number): boolean => duration_s * stems * rate * BYTES_PER_FRAME <= BUDGET_BYTES;
  if (fits(context_rate)) return context_rate;
  return RATES.find((rate) => rate < context_rate && fits(rate)) ?? Math.min(...RATES);
}

export interface StemFile {
  id: string;
  url: string;
}

/** Fetch and decode all stems, at a rate that fits into memory. */
export async function decodeStems(
  files: readonly StemFile[],
  duration_s: number,
  context_rate: number,
  signal: AbortSignal,
): Promise<Map<string, AudioBuffer>> {
  const rate = decodingRate(duration_s, files.length, context_rate);
  const decoder = new OfflineAudioContext(2, 1, rate);
  const decoded = files.map(async ({ id, url }): Promise<[string, AudioBuffer]> => [id, await decode(url, decoder, signal)]);
  return new Map(await Promise.all(decoded));
}

/** Fetch and decode a recording, at the rate of the context. */
export async function decode(url: string, context: BaseAudioContext, signal: AbortSignal): Promise<AudioBuffer> {
  const answer = await fetch(url, { credentials: "same-origin", signal });
  if (!answer.ok) throw new Error(`${url} could not be fetched (status ${answer.status}).`);
  return context.decodeAudioData(await answer.arrayBuffer());
}
