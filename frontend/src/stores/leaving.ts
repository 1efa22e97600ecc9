/** Going: the studio in this browser forgets whose it was. */
import { forgetDraft } from "./create";
import { forgetDrafts } from "./drafts";
import { forgetEffects } from "./effects";
import { forgetJobs } from "./jobs";
import { takeBack } from "./lending";
import { leaveForGood, signOut } from "./session";
import { lastOpened } from "./songs";
import { forgetUploads } from "./uploads";

/** Sign out; with a password delete the account. */
export async function leave(password?: string): Promise<void> {
  await (password === undefined ? signOut() : leaveForGood(password));
  forgetJobs();
  forgetDraft();
  forgetDrafts();
  forgetEffects();
  forgetUploads();
  takeBack();
  lastOpened.value = null;
}
