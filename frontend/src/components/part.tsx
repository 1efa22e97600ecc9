/** A part of a page: what it is about at the left, what it is beside it. */
import type { ComponentChildren, JSX } from "preact";

export function Part({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  const id = `h-${title.toLowerCase().replaceAll(" ", "-")}`;
  return (
    <section class="part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div>{children}</div>
    </section>
  );
}
