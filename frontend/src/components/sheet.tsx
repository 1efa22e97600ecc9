/** A sheet over the page: Escape, the cross and a click beside it close it; the focus goes back to where it was. */
import type { ComponentChildren, JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../core/hooks";

interface Props {
  label: string;
  close: () => void;
  children: ComponentChildren;
}

export function Sheet({ label, close, children }: Props): JSX.Element {
  const box = useRef<HTMLDialogElement>(null);
  useScope((scope) => {
    const dialog = box.current;
    dialog?.showModal();
    scope.add(() => dialog?.close());
  }, []);
  return (
    <dialog
      ref={box}
      class="sheet"
      aria-label={label}
      onClose={close}
      onClick={(event) => event.target === box.current && close()}
    >
      {children}
    </dialog>
  );
}
