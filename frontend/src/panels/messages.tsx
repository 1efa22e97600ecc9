/** Messages: the conversations, and the one that is open. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { findPeople, type ListedPerson } from "../api/messages";
import { Empty } from "../components/empty";
import { Icon } from "../components/icon";
import { Face } from "../components/messages/face";
import { Talks } from "../components/messages/talks";
import { Thread } from "../components/messages/thread";
import { Notice } from "../components/notice";
import { Picker } from "../components/picker";
import { useScope } from "../core/hooks";
import { go } from "../core/router";
import { useTitle } from "../core/title";
import { openMessages } from "../stores/messages";
import { user } from "../stores/session";
import { loadTalks, talks, talksFailure } from "../stores/talks";

export function Messages({ other }: { other: number | null }): JSX.Element {
  useTitle("Messages");
  return (
    <section class={other === null ? "screen messages" : "screen messages open"} aria-labelledby="h-messages">
      {user.value === null && (
        <>
          <h1 id="h-messages">Messages</h1>
          <Empty says="Messages are for people with an account." way="Sign in" to="/sign-in" />
        </>
      )}
      {user.value && <Inside other={other} />}
    </section>
  );
}

function Inside({ other }: { other: number | null }): JSX.Element {
  useScope(openMessages, []);
  const isPicking = useSignal(false);
  const choose = ({ id }: ListedPerson): void => {
    isPicking.value = false;
    go(`/messages/${id}`);
  };
  const write = (
    <button type="button" class="btn" onClick={() => (isPicking.value = true)}>
      <Icon name="create" />
      New message
    </button>
  );
  return (
    <>
      <header class="libhead">
        <h1 id="h-messages">Messages</h1>
        <span class="push" />
        {write}
      </header>
      {talksFailure.value && <Notice way={<Again />}>{talksFailure.value.message}</Notice>}
      <div class="desk">
        {talks.value && talks.value.length > 0 && <Talks open={other} />}
        {other !== null && <Thread key={other} other={other} />}
        {other === null && talks.value?.length === 0 && <p class="none">No messages yet. Write to somebody, and send a song with it.</p>}
      </div>
      {isPicking.value && (
        <Picker label="Write to whom?" hint="Name" none="Nobody is called so." find={people} choose={choose} close={() => (isPicking.value = false)}>
          {(one) => (
            <>
              <Face name={one.username} avatar={one.avatar} />
              <b>{one.username}</b>
              <small>{one.is_blocked ? "Blocked" : one.full_name}</small>
            </>
          )}
        </Picker>
      )}
    </>
  );
}

function Again(): JSX.Element {
  return (
    <button type="button" class="btn" onClick={() => void loadTalks()}>
      Try again
    </button>
  );
}

const people = async (words: string): Promise<readonly ListedPerson[]> => (await findPeople(words)).results;
