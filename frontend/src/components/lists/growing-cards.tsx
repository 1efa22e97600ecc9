/** Things side by side, of which more come as one goes down. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../core/hooks";
import type { GrowingList } from "../../stores/growing-list";
import { Cover } from "../cover";
import { Notice } from "../notice";

export interface CardOf {
  id: number;
  href: string;
  picture: string | null;
  name: string;
  about: string;
}

interface Props<T> {
  list: GrowingList<T>;
  label: string;
  card: (thing: T) => CardOf;
  /** Which things are shown, where not all of them are. */
  shows?: (thing: T) => boolean;
  empty: string;
}

export function GrowingCards<T>({ list, label, card, shows = () => true, empty }: Props<T>): JSX.Element {
  const end = useRef<HTMLDivElement>(null);
  useScope(
    (scope) => {
      const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && list.more(), { rootMargin: "600px" });
      if (end.current) watcher.observe(end.current);
      scope.add(() => watcher.disconnect());
    },
    [list, list.items.value.length],
  );
  if (list.failure.value) return <Notice>{list.failure.value.message}</Notice>;
  if (list.count.value === 0) return <p class="nothing">{empty}</p>;
  return (
    <>
      <Cards label={label} cards={list.items.value.filter(shows).map(card)} />
      <div ref={end} class={list.isWhole.value ? "" : "more-comes"} />
    </>
  );
}

export function Cards({ cards, label }: { cards: readonly CardOf[]; label: string }): JSX.Element {
  return (
    <ul class="cards" aria-label={label}>
      {cards.map(({ id, href, picture, name, about }) => (
        <li key={id}>
          <a href={href}>
            <Cover src={picture} name={name} />
            <b>{name}</b>
            <small>{about}</small>
          </a>
        </li>
      ))}
    </ul>
  );
}
