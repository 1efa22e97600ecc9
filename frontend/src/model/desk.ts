/** Words of the administrator's desk. */
import type { ActShape, ListedAccount, ReportShape } from "../core/contract";
import { capital } from "./names";

export const ROOMS = [
  ["", "Overview"],
  ["users", "Users"],
  ["songs", "Songs"],
  ["albums", "Albums"],
  ["reports", "Reports"],
  ["jobs", "Jobs"],
  ["credits", "Credits"],
  ["storage", "Storage"],
  ["settings", "Settings"],
  ["log", "Log"],
] as const;

export type Room = (typeof ROOMS)[number][0];

export const isRoom = (name: string): name is Room => ROOMS.some(([room]) => room === name);

/** What keeps somebody out, if anything does. */
export function standing({ disabled_at, email_verified }: Pick<ListedAccount, "disabled_at" | "email_verified">): "Active" | "Disabled" | "Unverified" {
  if (disabled_at) return "Disabled";
  return email_verified ? "Active" : "Unverified";
}

/** Whose a thing is; who closed their account has no name any more. */
export function ownerName(owner: string, username: string | null): string {
  if (username) return username;
  if (owner.startsWith("guest:")) return "A guest";
  return owner === "house" ? "The studio" : "Somebody who left";
}

/** "admin.disable" -> "Admin: disable". */
export function actKind(act: string): string {
  return capital(act.replaceAll("_", " ").replace(".", ": "));
}

/** "admin.disable" of user 7 -> "Disable user 7"; "albums.make" of nothing that was there -> "Albums: make". */
export function actName({ act, kind, thing }: Pick<ActShape, "act" | "kind" | "thing">): string {
  const name = act.replaceAll("_", " ").split(".")[1] ?? "";
  return kind ? capital(`${name} ${kind} ${thing}`) : actKind(act);
}

/** What came of an act: a status of the answer as a word. */
export function outcome(status: number | null): string {
  if (status === null) return "Cut off";
  return status < 400 ? "Done" : `Refused (${status})`;
}

/** What an act said, in one line. */
export function details(said: object): string {
  return Object.entries(said)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}

/** What a report is about: "Message 12". */
export function subject({ kind, thing }: Pick<ReportShape, "kind" | "thing">): string {
  return capital(`${kind} ${thing}`);
}

/** A setting as it is printed. */
export function setting(value: unknown): string {
  if (value === null || value === "") return "–";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.length ? value.map(setting).join(", ") : "–";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
