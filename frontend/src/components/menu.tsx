/** A button that opens a list of actions: arrows move, Escape and a click elsewhere close. */
import type { ComponentChildren, JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { useScope } from "../core/hooks";

export interface MenuItem {
  label: string;
  hint?: string;
  href?: string;
  act?: () => void;
}

export interface MenuGroup {
  title?: string;
  items: readonly MenuItem[];
}

interface Props {
  label: string;
  class?: string;
  groups: readonly MenuGroup[];
  /** Opens to the right of its left edge. */
  isLeft?: boolean;
  children: ComponentChildren;
}

export function Menu({ label, groups, children, isLeft = false, ...rest }: Props): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  useScope(
    (scope) => {
      if (!isOpen) return;
      items(box.current)[0]?.focus();
      scope.listen(document, "pointerdown", (event) => {
        if (!box.current?.contains(event.target as Node)) setOpen(false);
      });
    },
    [isOpen, groups.length > 0], // what is listed may come after the menu was opened
  );
  return (
    <div ref={box} class="menu-box" onFocusOut={(event) => leftFor(event) && setOpen(false)}>
      <button
        ref={button}
        type="button"
        class={rest.class ?? "btn"}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {children}
      </button>
      {isOpen && (
        <div class={isLeft ? "menu left" : "menu"} role="menu" aria-label={label} onKeyDown={(event) => steer(event, box.current, close)}>
          {groups.map((group) => (
            <div key={group.title ?? ""} role="group" aria-label={group.title}>
              {group.title && <p class="k">{group.title}</p>}
              {group.items.map((item) => (
                <Item key={item.label} item={item} close={close} />
              ))}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function Item({ item, close }: { item: MenuItem; close: () => void }): JSX.Element {
  const inside = (
    <>
      <span>{item.label}</span>
      {item.hint && <small>{item.hint}</small>}
    </>
  );
  if (item.href) {
    return (
      <a role="menuitem" tabIndex={-1} href={item.href} download onClick={close}>
        {inside}
      </a>
    );
  }
  const act = (): void => {
    close();
    item.act?.();
  };
  return (
    <button type="button" role="menuitem" tabIndex={-1} onClick={act}>
      {inside}
    </button>
  );
}

function items(box: HTMLElement | null): HTMLElement[] {
  return [...(box?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}

function leftFor(event: FocusEvent): boolean {
  const next = event.relatedTarget as Node | null;
  return next !== null && !(event.currentTarget as Node).contains(next);
}

function steer(event: KeyboardEvent, box: HTMLElement | null, close: () => void): void {
  const all = items(box);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    all.at(to % all.length)?.focus();
  } else if (event.key === "Escape") {
    close();
  } else {
    return;
  }
  event.stopPropagation();
}
