/** A conversation: what was written, the newest below, and where one writes. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { Message, Person } from "../../api/messages";
import { useScope } from "../../core/hooks";
import { asApiError } from "../../core/loading";
import { byDay } from "../../model/messages";
import { user } from "../../stores/session";
import { block, isBlocked, unblock } from "../../stores/talks";
import { hasEarlier, loadEarlier, messages, openThread, person, threadFailure } from "../../stores/thread";
import { show } from "../../stores/toast";
import { Icon } from "../icon";
import { Menu } from "../menu";
import { Notice } from "../notice";
import { Compose } from "./compose";
import { Face } from "./face";
import { MessageLine } from "./message";
import { type Reported, ReportSheet } from "./report";

export function Thread({ other }: { other: number }): JSX.Element | null {
  useScope((scope) => openThread(scope, other), [other]);
  if (threadFailure.value) return <Notice>{threadFailure.value.message}</Notice>;
  if (!person.value || !messages.value) return <div class="thread" aria-busy="true" />;
  return <Open with={person.value} all={messages.value} />;
}

function Open({ with: who, all }: { with: Person; all: readonly Message[] }): JSX.Element {
  const reported = useSignal<Reported | null>(null);
  const end = useRef<HTMLDivElement>(null);
  const last = all.at(-1)?.id;
  useScope(() => end.current?.scrollIntoView({ block: "end" }), [last]);
  return (
    <section class="thread" aria-labelledby="h-thread">
      <Head who={who} report={() => (reported.value = { kind: "user", id: who.id, name: who.username })} />
      {hasEarlier.value && (
        <button type="button" class="btn small" onClick={() => loadEarlier().catch(asApiError)}>
          Show earlier
        </button>
      )}
      <div role="log" aria-label={`Messages with ${who.username}`}>
        {byDay(all, new Date()).map((day) => (
          <section key={day.messages[0]?.id} aria-label={day.name}>
            <h3 class="k">{day.name}</h3>
            <ol>
              {day.messages.map((message) => (
                <MessageLine
                  key={message.id}
                  message={message}
                  report={() => (reported.value = { kind: "message", id: message.id, name: "this message" })}
                />
              ))}
            </ol>
          </section>
        ))}
        {!all.length && <p class="k">Nothing was written yet.</p>}
      </div>
      <Foot who={who} all={all} />
      <div ref={end} />
      {reported.value && <ReportSheet thing={reported.value} close={() => (reported.value = null)} />}
    </section>
  );
}

function Head({ who, report }: { who: Person; report: () => void }): JSX.Element {
  const act = async (): Promise<void> => {
    await block(who.id);
    show({ says: `${who.username} is blocked.`, undo: () => unblock(who.id) });
  };
  const blocking = isBlocked(who.id)
    ? { label: "Unblock", act: () => void unblock(who.id).catch(asApiError) }
    : { label: "Block", act: () => void act().catch(asApiError) };
  return (
    <header>
      <a class="btn icon back" href="/messages" aria-label="All conversations">
        <Icon name="undo" />
      </a>
      <Face name={who.username} avatar={who.avatar} />
      <h2 id="h-thread">{who.username}</h2>
      <Menu label={`More for ${who.username}`} class="btn icon" groups={[{ items: [blocking, { label: "Report", act: report }] }]}>
        <Icon name="more" />
      </Menu>
    </header>
  );
}

/** Where one writes, or why one cannot. */
function Foot({ who, all }: { who: Person; all: readonly Message[] }): JSX.Element | null {
  if (isBlocked(who.id)) {
    const way = (
      <button type="button" class="btn" onClick={() => void unblock(who.id).catch(asApiError)}>
        Unblock
      </button>
    );
    return (
      <p class="shut">
        <Icon name="stopped" />
        You have blocked {who.username}. {way}
      </p>
    );
  }
  if (!user.value?.email_verified && !all.some(({ is_mine }) => !is_mine)) {
    return (
      <p class="shut">
        <Icon name="warning" />
        Verify your address to write first. <a class="btn" href="/account">See your address</a>
      </p>
    );
  }
  return user.value ? <Compose key={who.id} from={user.value.id} to={who} /> : null;
}
