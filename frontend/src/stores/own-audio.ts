/** The recording that a song is to be made with. */
import type { Upload, Use } from "../core/wire-uploads";
import { wish, wishes } from "./create";
import { isByHand } from "./create-focus";
import { bring } from "./uploads";

/** Make the next song with a recording, which plays along until somebody says otherwise. */
export function makeWith({ id, name }: Upload): void {
  wish({ audio: { upload: id, use: "stem", name } });
  isByHand.value = true;
}

/** Send a recording and make the next song with it. */
export async function bringAndMake(files: Iterable<File>): Promise<void> {
  const upload = await bring([...files].slice(0, 1));
  if (upload) makeWith(upload);
}

export function say(use: Use): void {
  const { audio } = wishes.peek();
  if (audio) wish({ audio: { ...audio, use } });
}

export const leaveOut = (): void => wish({ audio: undefined });
