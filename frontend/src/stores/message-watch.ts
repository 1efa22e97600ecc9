/** Follows messages as they come: by server-sent events while there is a stream for us, else by asking again and again. */
import { eventsAfter, listAfter, listTalks, type Message, newestMessages } from "../api/messages";
import { ApiError } from "../core/http";
import type { Scope } from "../core/scope";

const POLL_MS = 4000;
const LOOKS = 15; // then a stream is asked for once more

export interface Listener {
  message: (message: Message) => void;
  unread: (unread: number) => void;
}

/** Tell each message from now on, and how many are unread, until the scope ends. */
export function watchMessages(scope: Scope, listener: Listener): void {
  stream(scope, listener, null);
}

function stream(scope: Scope, listener: Listener, after: number | null): void {
  const events = new EventSource(eventsAfter(after));
  let last = after;
  scope.add(() => events.close());
  const hear = (kind: string, tell: (told: string) => void): void =>
    events.addEventListener(kind, (event) => {
      const { data, lastEventId } = event as MessageEvent<string>;
      last = Number(lastEventId);
      tell(data);
    });
  const count = (told: string): void => listener.unread((JSON.parse(told) as { unread: number }).unread);
  hear("hello", count);
  hear("unread", count);
  hear("message", (told) => listener.message(JSON.parse(told) as Message));
  events.addEventListener("error", () => {
    if (events.readyState === EventSource.CLOSED) poll(scope, listener, last, LOOKS); // what is only torn comes back by itself
  });
}

function poll(scope: Scope, listener: Listener, after: number | null, looks: number): void {
  const look = async (): Promise<void> => {
    try {
      const last = after ?? (await newestMessages()).results[0]?.id ?? 0;
      const [{ results }, { unread }] = await Promise.all([listAfter(last), listTalks(1, 1)]);
      for (const message of results) listener.message(message);
      listener.unread(unread);
      goOn(results.at(-1)?.id ?? last);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status !== 401) goOn(after);
    }
  };
  const goOn = (last: number | null): void =>
    scope.after(POLL_MS, () => (looks > 0 ? poll(scope, listener, last, looks - 1) : stream(scope, listener, last)));
  void look();
}
