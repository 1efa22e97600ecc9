/** Going over from the whole song to its stems, which can be mixed and looped. */
import type { Player } from "../audio/player";
import type { Scope } from "../core/scope";
import type { SongDetail } from "../core/wire";
import { heardGain, isNeutral } from "../model/mix";
import { mixOf } from "./mix";
import { current, looped, position_s, stems, trouble } from "./playing";

/** Keep mix and loop of a player in step with the state. */
export function followStems(scope: Scope, player: Player): void {
  const open = (): void => void openStems(player);
  scope.effect(() => applyMix(player, open));
  scope.effect(() => {
    const i = looped.value;
    if (i !== null) open();
    const section = i === null ? null : current.value?.sections[i];
    if (stems.value === "open") player.setLoop(section ?? null);
  });
}

/** Play one section round and round, or stop doing so. */
export const toggleLoop = (section: number): void => void (looped.value = looped.peek() === section ? null : section);

function applyMix(player: Player, open: () => void): void {
  const song = current.value;
  if (!song) return;
  const mix = mixOf(song.id).value;
  if (stems.value === "open") player.setGains(gainsOf(song));
  else if (stems.value === "closed" && !isNeutral(mix)) open();
}

const gainsOf = (song: SongDetail): Map<string, number> =>
  new Map(song.stems.map(({ id }) => [id, heardGain(mixOf(song.id).peek(), id)]));

async function openStems(player: Player): Promise<void> {
  const song = current.peek();
  if (!song?.stems.length || stems.peek() !== "closed") return;
  stems.value = "opening";
  try {
    const isOpen = await player.openStems(position_s.peek(), gainsOf(song));
    if (isOpen) stems.value = "open";
  } catch {
    if (current.peek() === song) {
      stems.value = "failed";
      trouble.value = "The stems could not be fetched; the whole song still plays.";
    }
  }
}
