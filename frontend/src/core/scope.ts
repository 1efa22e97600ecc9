/** Owned lifetimes: every listener, timer, frame and observer belongs to a scope and ends with it. */
import { effect } from "@preact/signals";

export type End = () => void;

export class Scope {
  readonly #ends: End[] = [];
  #isOver = false;

  /** Take over what must end with this scope; at once if the scope is over already. */
  add(end: End): void {
    if (this.#isOver) end();
    else this.#ends.push(end);
  }

  listen<K extends keyof WindowEventMap>(
    target: EventTarget,
    type: K | (string & {}),
    hear: (event: WindowEventMap[K]) => void,
    options?: AddEventListenerOptions,
  ): void {
    const listener = hear as EventListener;
    target.addEventListener(type, listener, options);
    this.add(() => target.removeEventListener(type, listener, options));
  }

  after(ms: number, act: () => void): void {
    const timer = setTimeout(act, ms);
    this.add(() => clearTimeout(timer));
  }

  every(ms: number, act: () => void): void {
    const timer = setInterval(act, ms);
    this.add(() => clearInterval(timer));
  }

  /** Call ``draw`` on each animation frame, until it says that it is done. */
  frames(draw: (now_ms: number) => "done" | void): void {
    let frame = requestAnimationFrame(function next(now) {
      if (draw(now) !== "done") frame = requestAnimationFrame(next);
    });
    this.add(() => cancelAnimationFrame(frame));
  }

  /** Run now and again whenever a signal that was read changes. */
  effect(act: () => void | End): void {
    this.add(effect(act));
  }

  /** Tell the size of an element, now and when it changes. */
  sizes(element: Element, tell: (width: number, height: number) => void): void {
    const observer = new ResizeObserver(() => tell(element.clientWidth, element.clientHeight));
    observer.observe(element);
    this.add(() => observer.disconnect());
  }

  end(): void {
    this.#isOver = true;
    for (const end of this.#ends.splice(0).reverse()) end();
  }
}
