/** A question that stands over the page until it is answered or called off. */
import type { ComponentChildren, JSX } from "preact";
import { Sheet } from "./sheet";

export function Asking({ title, close, children }: { title: string; close: () => void; children: ComponentChildren }): JSX.Element {
  return (
    <Sheet label={title} close={close}>
      <div class="picker">
        <h2>{title}</h2>
        {children}
        <button type="button" class="btn quiet" onClick={close}>
          Cancel
        </button>
      </div>
    </Sheet>
  );
}
