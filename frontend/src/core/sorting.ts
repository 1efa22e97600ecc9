/** Reordering a list: by its grips, with the pointer or with arrows, and by Alt with arrows from anywhere in a row. */
import { batch, type ReadonlySignal, useSignal } from "@preact/signals";
import type { RefObject, TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useRef } from "preact/hooks";
import { asideBy, placeAt, placeByKey } from "../model/sorting";

interface Held {
  from: number;
  to: number;
  by_px: number;
}

export interface Grip {
  "aria-label": string;
  title: string;
  "data-grip": number;
  onPointerDown: (event: TargetedPointerEvent<HTMLButtonElement>) => void;
  onPointerMove: (event: TargetedPointerEvent<HTMLButtonElement>) => void;
  onPointerUp: () => void;
  onPointerCancel: () => void;
}

export interface Sorting<E extends HTMLElement> {
  /** For the element whose children are the rows, all of one height. */
  list: RefObject<E | null>;
  /** What has just been done, to be read aloud. */
  said: ReadonlySignal<string>;
  /** Properties of the grip of a row. */
  grip: (index: number, name: string) => Grip;
  /** For the keys of a row. */
  steer: (event: TargetedKeyboardEvent<HTMLElement>, index: number, name: string) => void;
  /** How a row is displaced while one is held. */
  shift: (index: number) => Record<string, string> | undefined;
}

/** Sort a list of ``count`` rows, of which the page has those from ``first`` on. */
export function useSorting<E extends HTMLElement>(count: number, move: (from: number, to: number) => void, first = 0): Sorting<E> {
  const list = useRef<E>(null);
  const held = useSignal<Held | null>(null);
  const said = useSignal("");
  const start_y = useRef(0);

  const row_px = (): number => list.current?.querySelector<HTMLElement>("[data-row]")?.offsetHeight || 1;
  const settle = (from: number, to: number, name: string): void => {
    batch(() => {
      move(from, to);
      said.value = `${name}, ${to + 1} of ${count}`;
    });
  };
  const steer = (event: TargetedKeyboardEvent<HTMLElement>, index: number, name: string): void => {
    const isGrip = (event.target as Element).matches("[data-grip]");
    if (!isGrip && !event.altKey) return;
    const to = placeByKey(event.key, index, count);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    settle(index, to, name);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-grip="${to}"]`)?.focus());
  };
  const over = (event: TargetedPointerEvent<HTMLElement>): void => {
    const now = held.peek();
    const box = list.current?.getBoundingClientRect();
    if (!now || !box) return;
    const to = placeAt(event.clientY, box.top - first * row_px(), row_px(), count);
    held.value = { ...now, to, by_px: event.clientY - start_y.current };
  };
  const drop = (name: string): void => {
    const now = held.peek();
    held.value = null;
    if (now && now.to !== now.from) settle(now.from, now.to, name);
  };
  const grip = (index: number, name: string): Grip => ({
    "aria-label": `Move ${name}`,
    title: "Drag, or press the arrow keys",
    "data-grip": index,
    onPointerDown: (event) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      start_y.current = event.clientY;
      held.value = { from: index, to: index, by_px: 0 };
    },
    onPointerMove: over,
    onPointerUp: () => drop(name),
    onPointerCancel: () => void (held.value = null),
  });
  const shift = (index: number): Record<string, string> | undefined => {
    const now = held.value;
    if (!now) return undefined;
    const by_px = index === now.from ? now.by_px : asideBy(index, now.from, now.to) * row_px();
    return { translate: `0 ${by_px}px`, ...(index === now.from ? { zIndex: "1", position: "relative" } : {}) };
  };
  return { list, said, grip, steer, shift };
}
