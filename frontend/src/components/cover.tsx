/** The picture of a thing; without one its first letter on a quiet field. */
import type { JSX } from "preact";

export function Cover({ src, name, isLarge = false }: { src: string | null; name: string; isLarge?: boolean }): JSX.Element {
  const look = isLarge ? "cover large" : "cover";
  if (src) return <img class={look} src={src} alt="" loading="lazy" decoding="async" />;
  return (
    <span class={look} aria-hidden="true">
      {name.trim().charAt(0).toUpperCase()}
    </span>
  );
}
