/** Scopes for components. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Scope } from "./scope";

/** Open a scope while the component is there, anew when ``inputs`` change.
 *
 * It opens before the component is painted, so that no key typed meanwhile goes to what had the focus before.
 */
export function useScope(open: (scope: Scope) => void, inputs: readonly unknown[]): void {
  useLayoutEffect(() => {
    const scope = new Scope();
    open(scope);
    return () => scope.end();
  }, inputs as unknown[]);
}

/** Bring a box into view when it comes, and when ``inputs`` change, as little as that takes. */
export function useInView<T extends HTMLElement>(inputs: readonly unknown[]): RefObject<T | null> {
  const box = useRef<T>(null);
  useLayoutEffect(() => box.current?.scrollIntoView({ block: "nearest" }), inputs as unknown[]);
  return box;
}
