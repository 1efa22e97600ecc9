/** Messages: how many are new, seen from everywhere, and all of them while their page is open. */
import { computed, signal } from "@preact/signals";
import { asApiError } from "../core/loading";
import { Scope } from "../core/scope";
import { watchMessages } from "./message-watch";
import { user } from "./session";
import { countUnread, forgetTalks, loadTalks, unread } from "./talks";
import { take } from "./thread";

// A stream holds a place at the server, so that only the page of the messages has one.
const COUNT_MS = 20_000;

const isSeen = signal(!document.hidden);
const isOpen = signal(false);
const me = computed(() => user.value?.id ?? null);

/** Count what is new, for as long as the studio is open. */
export function keepMessages(scope: Scope): void {
  scope.listen(document, "visibilitychange", () => (isSeen.value = !document.hidden));
  scope.effect(() => {
    if (me.value === null) return forgetTalks();
    if (!isSeen.value || isOpen.value) return undefined;
    const counting = new Scope();
    look(counting);
    return () => counting.end();
  });
}

function look(scope: Scope): void {
  countUnread()
    .catch(asApiError)
    .finally(() => scope.after(COUNT_MS, () => look(scope)));
}

/** Show the conversations, and follow them while somebody looks. */
export function openMessages(scope: Scope): void {
  isOpen.value = true;
  scope.add(() => (isOpen.value = false));
  scope.effect(() => {
    if (!isSeen.value) return undefined;
    const watching = new Scope();
    void loadTalks();
    watchMessages(watching, { message: take, unread: (count) => (unread.value = count) });
    return () => watching.end();
  });
}
