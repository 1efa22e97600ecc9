/** Looks whether the studio can be reached again. */
import { ask, isOffline } from "../core/http";
import { Scope } from "../core/scope";

const LOOK_MS = 3000;

export function keepLooking(scope: Scope): void {
  scope.effect(() => {
    if (!isOffline.value) return undefined;
    const looking = new Scope();
    looking.every(LOOK_MS, () => void ask("/health").catch(() => null)); // the answer itself ends the looking
    return () => looking.end();
  });
}
