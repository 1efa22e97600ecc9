/** The toast: stays ten seconds, and as long as it is looked at. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../core/hooks";
import { dismiss, toast, undo } from "../stores/toast";

const STAYS_MS = 10_000;

export function ToastPlace(): JSX.Element {
  useScope((scope) => scope.listen(window, "pagehide", dismiss), []);
  return (
    <div class="toast-place" role="status">
      {toast.value && <ToastCard key={toast.value} />}
    </div>
  );
}

function ToastCard(): JSX.Element | null {
  const card = useRef<HTMLDivElement>(null);
  useScope((scope) => {
    let left_ms = STAYS_MS;
    const step_ms = 250;
    scope.every(step_ms, () => {
      const isLookedAt = card.current?.matches(":hover, :focus-within");
      if (!isLookedAt && (left_ms -= step_ms) <= 0) dismiss();
    });
  }, []);
  const says = toast.value;
  if (!says) return null;
  return (
    <div class="toast" ref={card}>
      <p>
        {says.title && <b>{says.title} </b>}
        {says.says}
      </p>
      {says.undo && (
        <button type="button" class="btn small" onClick={() => void undo()}>
          Undo<kbd>Ctrl Z</kbd>
        </button>
      )}
    </div>
  );
}
