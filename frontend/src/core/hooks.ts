/** Scopes for components. */
import { useEffect } from "preact/hooks";
import { Scope } from "./scope";

/** Open a scope while the component is there, anew when ``inputs`` change. */
export function useScope(open: (scope: Scope) => void, inputs: readonly unknown[]): void {
  useEffect(() => {
    const scope = new Scope();
    open(scope);
    return () => scope.end();
  }, inputs as unknown[]);
}
