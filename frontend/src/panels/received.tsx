/** A song that somebody sent, heard by whoever got it for as long as its message stands, private as it may be. */
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { getMessage, type Message } from "../api/messages";
import { Cover } from "../components/cover";
import { Icon } from "../components/icon";
import { ThingState } from "../components/lists/thing-state";
import { Notice } from "../components/notice";
import { loading } from "../core/loading";
import { useTitle } from "../core/title";
import { otherOf } from "../model/messages";
import { clock } from "../model/time";
import { toggle } from "../stores/player";
import { current, isPlaying } from "../stores/playing";
import { playAttached } from "../stores/thread";

export function ReceivedPage({ message }: { message: number }): JSX.Element {
  const opened = useMemo(() => loading(getMessage(message)), [message]);
  const found = useComputed(() => opened.value).value;
  useTitle((found.state === "ready" && found.value.song?.title) || "Song");
  if (found.state !== "ready") return <ThingState found={found} name="Song" />;
  const { song } = found.value;
  return song ? <Received message={found.value} song={song} /> : <Gone message={found.value} />;
}

function Received({ message, song: { id, title, duration_s } }: { message: Message; song: NonNullable<Message["song"]> }): JSX.Element {
  const isHere = current.value?.id === id;
  const plays = isHere && isPlaying.value;
  return (
    <section class="screen library" aria-labelledby="h-received">
      <header class="thinghead">
        <Cover src={null} name={title} isLarge />
        <div>
          <p class="k">Sent by {message.is_mine ? "you" : message.sender_name}</p>
          <h1 id="h-received">{title}</h1>
          <p class="k num">{clock(duration_s)}</p>
          <div class="acts">
            <button type="button" class="btn primary" onClick={() => void (isHere ? toggle() : playAttached(message))}>
              <Icon name={plays ? "pause" : "play"} />
              {plays ? "Pause" : "Play"}
            </button>
            <a class="btn" href={`/messages/${otherOf(message)}`}>
              <Icon name="messages" />
              See the message
            </a>
          </div>
        </div>
      </header>
    </section>
  );
}

function Gone({ message }: { message: Message }): JSX.Element {
  return (
    <section class="screen" aria-labelledby="h-received">
      <h1 id="h-received">Song</h1>
      <Notice way={<a class="btn" href={`/messages/${otherOf(message)}`}>See the message</a>}>This song can be heard no longer.</Notice>
    </section>
  );
}
