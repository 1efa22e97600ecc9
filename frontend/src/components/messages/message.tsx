/** One message: its words, the song that came with it, and what can be done about it. */
import type { JSX } from "preact";
import type { Message } from "../../api/messages";
import { asApiError } from "../../core/loading";
import { go } from "../../core/router";
import { songOf } from "../../model/messages";
import { clock } from "../../model/time";
import { pause } from "../../stores/player";
import { current, isPlaying } from "../../stores/playing";
import { pageOf } from "../../stores/songs";
import { playAttached, remove } from "../../stores/thread";
import { Icon } from "../icon";
import { Menu } from "../menu";

export function MessageLine({ message, report }: { message: Message; report: () => void }): JSX.Element {
  const { is_mine, sender_name, content, created_at, song } = message;
  const then = new Date(created_at);
  const time = then.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const sent = songOf(message);
  const items = [
    ...(sent ? [{ label: "Open the song", act: () => go(pageOf(sent)) }] : []),
    { label: "Delete", act: () => void remove(message).catch(asApiError) },
    ...(is_mine ? [] : [{ label: "Report", act: report }]),
  ];
  return (
    <li class={is_mine ? "message mine" : "message"}>
      <div class="said">
        <span class="sr">{is_mine ? "You" : sender_name}: </span>
        {content && <p>{content}</p>}
        {song && <Attached message={message} song={song} />}
      </div>
      <time dateTime={created_at} title={then.toLocaleString("en-GB")}>
        {time}
      </time>
      <Menu label={`More for the message of ${time}`} class="btn icon small" isLeft={!is_mine} groups={[{ items }]}>
        <Icon name="more" />
      </Menu>
    </li>
  );
}

function Attached({ message, song }: { message: Message; song: NonNullable<Message["song"]> }): JSX.Element {
  const plays = isPlaying.value && current.value?.id === song.id;
  return (
    <button
      type="button"
      class="attached"
      onClick={() => (plays ? pause() : void playAttached(message).catch(asApiError))}
    >
      <Icon name={plays ? "pause" : "play"} />
      <span class="sr">{plays ? "Pause" : "Play"} </span>
      <b>{song.title}</b>
      <small class="num">{clock(song.duration_s)}</small>
    </button>
  );
}
