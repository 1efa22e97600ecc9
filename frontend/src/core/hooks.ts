/** Scopes for components. */
import { useLayoutEffect } from "preact/hooks";
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
