import { expect, test } from "vitest";
import { nameOf } from "../../src/core/keys";

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
