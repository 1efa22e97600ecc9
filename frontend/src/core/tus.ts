/** Sending a large file in pieces, so that it goes on where it stopped: the tus protocol. */
import { addressOf, call } from "./client";
import type { TransferAnswer } from "./contract";
import { ApiError } from "./http";
import { kept } from "./kept";
import { sendPiece } from "./upload";

const TUS = { "Tus-Resumable": "1.0.0" };
const PIECE_BYTES = 4 * 2 ** 20; // a second or so of a slow line, which is all that an interruption costs
const MOST_TRIES = 6;
const FIRST_WAIT_MS = 500;
/** The server has the piece otherwise, or is busy with it: asking again tells where to go on. */
const AGAIN: readonly number[] = [0, 409, 423, 429, 500, 502, 503, 504];

/** Where files are that were begun and not finished, by what tells a file. */
const begun = kept<Record<string, string>>("transfers", {});

/** Send a file of a kind, going on where it stopped before; ``told`` hears how much of it is there, 0..1.
 *
 * Throws ApiError when it is refused, or does not get through even after many tries, and the reason of ``signal``.
 */
export async function sendInPieces(file: File, kind: string, told: (share: number) => void, signal: AbortSignal): Promise<TransferAnswer> {
  let at = await found(file, signal) ?? await begin(file, kind, signal);
  remember(file, at.id);
  let tries = 0;
  while (at.job_id === null) {
    try {
      const end = Math.min(at.offset + Math.min(PIECE_BYTES, at.piece_bytes), file.size);
      const from = at.offset;
      const head = { ...TUS, "Upload-Offset": String(from), "Content-Type": "application/offset+octet-stream" };
      await sendPiece(addressOf("/api/upload/resumable/{id}", { id: at.id }), file.slice(from, end), head, (sent) => told((from + sent) / file.size), signal);
      at = await look(at.id, signal);
      tries = 0;
    } catch (error) {
      if (!(error instanceof ApiError) || !AGAIN.includes(error.status) || ++tries > MOST_TRIES) throw forgetting(file, error);
      await pause(FIRST_WAIT_MS * 2 ** tries, signal);
      at = await look(at.id, signal).catch(() => at);
    }
  }
  forget(file);
  return at;
}

/** Give a file up that was begun. */
export async function giveUp(file: File): Promise<void> {
  const id = begun.peek()[nameOf(file)];
  forget(file);
  if (id) await call("DELETE /api/upload/resumable/{transfer}", { path: { transfer: id } }, { headers: TUS }).catch(() => undefined);
}

const look = (transfer: string, signal: AbortSignal): Promise<TransferAnswer> => call("GET /api/upload/resumable/{transfer}", { path: { transfer } }, { signal });
const nameOf = ({ name, size, lastModified }: File): string => `${name} ${size} ${lastModified}`;

async function found(file: File, signal: AbortSignal): Promise<TransferAnswer | null> {
  const id = begun.peek()[nameOf(file)];
  if (!id) return null;
  try {
    const there = await look(id, signal);
    return there.job_id === null ? there : null;
  } catch (error) {
    if (error instanceof ApiError && error.status !== 0) return null; // its time is over, or it is of another account
    throw error;
  }
}

function begin(file: File, kind: string, signal: AbortSignal): Promise<TransferAnswer> {
  const metadata = `filename ${coded(file.name)},kind ${coded(kind)}`;
  const headers = { ...TUS, "Upload-Length": String(file.size), "Upload-Metadata": metadata };
  return call("POST /api/upload/resumable", {}, { headers, signal });
}

/** UTF-8 in base64. */
const coded = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

function remember(file: File, id: string): void {
  begun.value = { ...begun.peek(), [nameOf(file)]: id };
}

function forget(file: File): void {
  const { [nameOf(file)]: _, ...others } = begun.peek();
  begun.value = others;
}

/** What the server refused for good need not be gone on with. */
function forgetting(file: File, error: unknown): unknown {
  if (error instanceof ApiError && !AGAIN.includes(error.status)) forget(file);
  return error;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, refuse) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      refuse(signal.reason);
    });
  });
}
