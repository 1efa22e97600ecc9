import { expect, test, vi } from "vitest";
import { listen, nameOf } from "../../src/core/keys";
import type { Scope } from "../../src/core/scope";

const plain = { ctrlKey: false, metaKey: false, shiftKey: false };

test.each([
  [{ key: "s" }, "s"],
  [{ key: "S", shiftKey: true }, "Shift+s"],
  [{ key: " " }, " "],
  [{ key: "?", shiftKey: true }, "?"],
  [{ key: "ArrowLeft", shiftKey: true }, "Shift+ArrowLeft"],
  [{ key: "k", ctrlKey: true }, "Ctrl+k"],
  [{ key: "k", metaKey: true }, "Ctrl+k"],
])("%o is %s", (event, name) => expect(nameOf({ ...plain, ...event })).toBe(name));

/** Press a key on an element that matches these parts of selectors; tells whether the page acted and kept the key. */
function press(key: string, ...kinds: string[]): { acts: number; isKept: boolean } {
  let heard = (_: KeyboardEvent): void => undefined;
  const scope = { listen: (_: unknown, __: string, hear: typeof heard) => void (heard = hear) } as unknown as Scope;
  const act = vi.fn();
  const preventDefault = vi.fn();
  vi.stubGlobal("document", {});
  listen(scope, { [key]: act }, () => true);
  vi.unstubAllGlobals();
  const target = {
    closest: () => null,
    matches: (selector: string) => selector.split(/,\s*/).some((one) => kinds.includes(one)),
  };
  heard({ ...plain, key, target, preventDefault } as unknown as KeyboardEvent);
  return { acts: act.mock.calls.length, isKept: preventDefault.mock.calls.length > 0 };
}

test.each(["ArrowLeft", "ArrowRight"])("%s belongs to the slider or the text that has the focus", (key) => {
  expect(press(key)).toEqual({ acts: 1, isKept: true });
  expect(press(key, "input[type=range]")).toEqual({ acts: 0, isKept: false });
  expect(press(key, "textarea")).toEqual({ acts: 0, isKept: false });
});
