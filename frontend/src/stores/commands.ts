/** The commands of the palette, and the songs that it finds. */
import type { Signal } from "@preact/signals";
import { listSongs } from "../api/songs";
import { ApiError } from "../core/http";
import { go } from "../core/router";
import type { Command } from "../model/commands";
import { toggle } from "./player";
import { user } from "./session";
import { isHelpOpen, toggleTheme } from "./ui";

export const commands: readonly Command[] = [
  { label: "Create", hint: "G C", act: () => go("/") },
  { label: "Song", hint: "G S", act: () => go("/songs") },
  { label: "Library", hint: "G L", act: () => go("/library") },
  { label: "Uploads", hint: "", act: () => go("/uploads") },
  { label: "Effects", hint: "", act: () => go("/effects") },
  { label: "Voices", hint: "", act: () => go("/voices") },
  { label: "Jobs", hint: "G J", act: () => go("/jobs") },
  { label: "Messages", hint: "", act: () => go("/messages") },
  { label: "Account", hint: "", act: () => go(user.peek() ? "/account" : "/sign-in") },
  { label: "Credits", hint: "", act: () => go("/credits") },
  { label: "Play or pause", hint: "Space", act: () => void toggle() },
  { label: "Light or dark", hint: "", act: toggleTheme },
  { label: "Keys", hint: "?", act: () => void (isHelpOpen.value = true) },
];

const PAUSE_MS = 150;
const MOST = 6;

/** Put the songs that fit some words into a signal; returns what stops it. */
export function lookForSongs(words: string, into: Signal<readonly Command[]>): () => void {
  const timer = setTimeout(() => void look(words.trim(), into), PAUSE_MS);
  return () => clearTimeout(timer);
}

async function look(words: string, into: Signal<readonly Command[]>): Promise<void> {
  if (!words || !user.peek()) {
    into.value = [];
    return;
  }
  try {
    const { results } = await listSongs({ q: words, sort: "created", isDescending: true, page: 1, page_size: MOST });
    into.value = results.map(({ id, title, genre }) => ({ label: title, hint: genre, act: () => go(`/songs/${id}`) }));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    into.value = [];
  }
}
