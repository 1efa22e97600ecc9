/** Talking to the server: JSON (or a form with files) in, JSON out, errors that carry what the server said, and whether it can be reached. */
import { signal } from "@preact/signals";

/** True from a call that got no answer until one that did. */
export const isOffline = signal(false);

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: Readonly<Record<string, readonly string[]>> = {},
  ) {
    super(message);
  }
}

export interface Call {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Whether it is sent even where the page is left meanwhile. */
  keepalive?: boolean;
}

/** Ask the server.
 *
 * Throws ApiError for a refusal, with status 0 when there was no answer, and the AbortError of ``signal``.
 */
export async function ask<T>(path: string, call: Call = {}): Promise<T> {
  const answer = await reach(path, call);
  const body = await readJson(answer);
  call.signal?.throwIfAborted(); // what was called off while it arrived is no answer
  if (answer.ok) return body as T;
  throw refusal(answer.status, body);
}

/** Fetch a file; refusals are told as those of ``ask``. */
export async function fetchFile(path: string): Promise<Blob> {
  const answer = await reach(path, {});
  if (answer.ok) return answer.blob();
  throw refusal(answer.status, await readJson(answer));
}

async function reach(path: string, { method = "GET", body, headers, signal, keepalive = false }: Call): Promise<Response> {
  try {
    const answer = await fetch(path, {
      method,
      credentials: "same-origin",
      keepalive,
      headers: { Accept: "application/json", ...contentType(body), ...csrf(method), ...headers },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    isOffline.value = false;
    return answer;
  } catch (error) {
    if (signal?.aborted) throw error;
    isOffline.value = true;
    throw new ApiError(0, "offline", "The studio cannot be reached.");
  }
}

function contentType(body: unknown): Record<string, string> {
  return body === undefined || body instanceof FormData ? {} : { "Content-Type": "application/json" };
}

export function csrf(method: string): Record<string, string> {
  const token = /(?:^|; )csrftoken=([^;]*)/.exec(document.cookie)?.[1];
  return method === "GET" || !token ? {} : { "X-CSRFToken": decodeURIComponent(token) };
}

async function readJson(answer: Response): Promise<unknown> {
  if (answer.status === 204) return {};
  try {
    return await answer.json();
  } catch {
    return {};
  }
}

interface Problem {
  error?: string;
  code?: string;
  errors?: Record<string, string[]>;
  non_field_errors?: string[];
}

export function refusal(status: number, body: unknown): ApiError {
  const problem = body as Problem;
  const message = problem.non_field_errors?.[0] ?? problem.error ?? `The studio answered with status ${status}.`;
  return new ApiError(status, problem.code ?? "", message, problem.errors ?? {});
}
