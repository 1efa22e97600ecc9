/** Sending large files: as ``ask`` does, but telling how much of it has arrived, which fetch cannot. */
import { ApiError, csrf, isOffline, refusal } from "./http";

/** Send a form; ``told`` hears how much is there, 0..1. Throws as ``ask``. */
export function send<T>(path: string, form: FormData, told: (share: number) => void, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, refuse) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.responseType = "json";
    for (const [name, value] of Object.entries({ Accept: "application/json", ...csrf("POST") })) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => told(total ? loaded / total : 0);
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
    request.send(form);
  });
}
