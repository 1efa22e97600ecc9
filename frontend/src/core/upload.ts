/** Sending large files: as ``ask`` does, but telling how much of it has arrived, which fetch cannot. */
import { ApiError, csrf, isOffline, refusal } from "./http";

/** Send a form; ``told`` hears how much is there, 0..1. Throws as ``ask``. */
export function send<T>(path: string, form: FormData, told: (share: number) => void, signal: AbortSignal): Promise<T> {
  return carry("POST", path, form, {}, ({ loaded, total }) => told(total ? loaded / total : 0), signal);
}

/** Send a piece of a file; ``told`` hears how many bytes of it are there. Throws as ``ask``. */
export function sendPiece(path: string, piece: Blob, headers: Record<string, string>, told: (bytes: number) => void, signal: AbortSignal): Promise<unknown> {
  return carry("PATCH", path, piece, headers, ({ loaded }) => told(loaded), signal);
}

function carry<T>(
  method: "POST" | "PATCH",
  path: string,
  body: FormData | Blob,
  headers: Record<string, string>,
  heard: (event: ProgressEvent) => void,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, refuse) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.responseType = "json";
    for (const [name, value] of Object.entries({ Accept: "application/json", ...csrf(method), ...headers })) request.setRequestHeader(name, value);
    request.upload.onprogress = heard;
    request.onload = () => {
      isOffline.value = false;
      if (request.status < 400) resolve(request.response as T);
      else refuse(refusal(request.status, request.response ?? {}));
    };
    request.onerror = () => {
      isOffline.value = true;
      refuse(new ApiError(0, "offline", "The studio cannot be reached."));
    };
    request.onabort = () => refuse(signal.reason);
    signal.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}
