/** The queue: what plays and what comes, to be put into another order. */
import type { JSX } from "preact";
import { type Sorting, useSorting } from "../../core/sorting";
import type { Entry } from "../../model/queue";
import { count } from "../../model/names";
import { clock, total } from "../../model/time";
import { isEven } from "../../stores/loudness";
import { jump, takeOut } from "../../stores/player";
import { isPlaying } from "../../stores/playing";
import { clearQueue, moveEntry, queue } from "../../stores/queue";
import { user } from "../../stores/session";
import { openShelf } from "../../stores/shelf";
import { Icon } from "../icon";
import { Order } from "./transport";

export function QueueView(): JSX.Element {
  const { entries, at } = queue.value;
  const sorting = useSorting<HTMLOListElement>(entries.length, moveEntry);
  const left_s = entries.slice(at + 1).reduce((sum, { duration_s }) => sum + duration_s, 0);
  return (
    <>
      <div class="queuehead">
        <p class="k">
          {count(entries.length, "song")}
          {left_s > 0 && `, ${total(left_s)} to come`}
        </p>
        <span class="push" />
        <Order class="ph-only" />
        {user.value && entries.length > 0 && (
          <button type="button" class="btn small quiet" onClick={() => openShelf(entries.map(({ id }) => id))}>
            Save as playlist
          </button>
        )}
        {entries.length > 1 && (
          <button type="button" class="btn small quiet" onClick={clearQueue}>
            Clear
          </button>
        )}
      </div>
      {entries.length ? (
        <ol class="queue" ref={sorting.list}>
          {entries.map((entry, index) => (
            <Row key={entry.key} entry={entry} index={index} isHere={index === at} sorting={sorting} />
          ))}
        </ol>
      ) : (
        <p class="nothing">Nothing is in the queue. Play a song, or choose “Play next” at one.</p>
      )}
      <p class="sr" role="status">
        {sorting.said.value}
      </p>
      <label class="check">
        <input type="checkbox" checked={isEven.value} onChange={(event) => (isEven.value = event.currentTarget.checked)} />
        All songs equally loud
      </label>
    </>
  );
}

interface RowProps {
  entry: Entry;
  index: number;
  isHere: boolean;
  sorting: Sorting<HTMLOListElement>;
}

function Row({ entry, index, isHere, sorting }: RowProps): JSX.Element {
  const { key, title, artist, duration_s } = entry;
  return (
    <li
      data-row
      class={isHere ? "playing" : undefined}
      aria-current={isHere ? "true" : undefined}
      style={sorting.shift(index)}
      onKeyDown={(event) => {
        sorting.steer(event, index, title);
        if (event.key === "Delete") void takeOut(key);
      }}
    >
      <button type="button" class="btn icon grip" {...sorting.grip(index, title)}>
        <Icon name="grip" />
      </button>
      <button type="button" class="entry" onClick={() => void jump(index)}>
        <span class="sr">Play </span>
        <b>{title}</b>
        <small>{isHere ? (isPlaying.value ? "Plays now" : "Rests here") : artist}</small>
      </button>
      <span class="num">{clock(duration_s)}</span>
      <button type="button" class="btn icon" aria-label={`Take ${title} out`} onClick={() => void takeOut(key)}>
        <Icon name="close" />
      </button>
    </li>
  );
}
