/** The links that somebody made, the newest first, those that are over as well. */
import { signal } from "@preact/signals";
import { endShare, listShares } from "../api/shares";
import type { ShareShape } from "../core/contract";
import { asApiError } from "../core/loading";
import { GrowingList } from "./growing-list";
import { show } from "./toast";

export const shareLinks = new GrowingList<ShareShape>(listShares);
/** Why a link could not be ended. */
export const endProblem = signal("");

/** End a link, or forget one that is over. */
export async function endLink({ id, is_over }: ShareShape): Promise<void> {
  endProblem.value = "";
  try {
    await endShare(id);
    if (!is_over) show({ says: "The link opens nothing any more." });
  } catch (error) {
    endProblem.value = asApiError(error).message;
  }
  shareLinks.restart();
}
