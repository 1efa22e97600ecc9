/** An error in its place: an icon, what happened, and one way on. */
import type { ComponentChildren, JSX } from "preact";
import { Icon } from "./icon";

export function Notice({ children, way }: { children: ComponentChildren; way?: ComponentChildren }): JSX.Element {
  return (
    <div class="notice" role="alert">
      <Icon name="warning" />
      <p>{children}</p>
      {way}
    </div>
  );
}
