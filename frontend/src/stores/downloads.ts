/** The downloads of a song: the list, and those that have to be made before they can be saved. */
import { signal, type Signal } from "@preact/signals";
import { askForDownload, listDownloads } from "../api/downloads";
import { ApiError } from "../core/http";
import { Scope } from "../core/scope";
import type { Download } from "../core/wire";
import { isOver } from "../model/jobs";
import { saving } from "../model/downloads";
import { watch } from "./job-watch";
import { show } from "./toast";

/** Fetch what can be taken away from a song; empty until it is known. */
export function downloadsOf(songId: number): Signal<readonly Download[]> {
  const list = signal<readonly Download[]>([]);
  void listDownloads(songId).then(
    ({ results }) => (list.value = results),
    (error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
    },
  );
  return list;
}

/** Have a download made and save it as soon as it is there. */
export async function fetchLater({ label, url }: Download): Promise<void> {
  try {
    const { job_id } = await askForDownload(url);
    if (!job_id) return save(url);
    show({ title: label, says: "is being made and will be saved in a moment." });
    const scope = new Scope();
    watch(job_id, scope, (job) => {
      if (!isOver(job.status)) return;
      scope.end();
      if (job.status === "finished") save(url);
      else show({ title: label, says: job.error?.message ?? "was not made." });
    });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    show({ title: label, says: error.message });
  }
}

function save(url: string): void {
  const link = document.createElement("a");
  link.href = saving(url);
  link.download = "";
  link.click();
}
