import { expect, test } from "vitest";
import { found } from "../../src/model/commands";
import { routeOf } from "../../src/model/route";

test.each([
  ["/", { name: "create" }],
  ["/songs", { name: "song", id: null }],
  ["/songs/12", { name: "song", id: 12 }],
  ["/songs/12/", { name: "song", id: 12 }],
  ["/library", { name: "library" }],
  ["/uploads", { name: "uploads" }],
  ["/effects", { name: "effects" }],
  ["/voices", { name: "voices" }],
  ["/jobs", { name: "jobs", id: null }],
  ["/jobs/ab12", { name: "jobs", id: "ab12" }],
  ["/sign-in", { name: "sign-in", isNew: false }],
  ["/sign-up", { name: "sign-in", isNew: true }],
  ["/admin/", { name: "admin", room: "" }],
  ["/admin/users", { name: "admin", room: "users" }],
  ["/admin/nothing", { name: "missing" }],
  ["/messages", { name: "messages", other: null }],
  ["/messages/12", { name: "messages", other: 12 }],
  ["/messages/clara", { name: "missing" }],
  ["/received/12", { name: "received", id: 12 }],
  ["/account", { name: "account" }],
  ["/credits", { name: "credits" }],
  ["/forgot-password", { name: "forgotten" }],
  ["/reset-password/WzEsIjEy.aB-c.d_e", { name: "reset", token: "WzEsIjEy.aB-c.d_e" }],
  ["/reset-password", { name: "missing" }],
  ["/verified", { name: "link", isGood: true }],
  ["/link-ended", { name: "link", isGood: false }],
  ["/mailbox", { name: "mailbox" }],
  ["/songs/x", { name: "missing" }],
  ["/songs/1/2", { name: "missing" }],
  ["/library/1", { name: "missing" }],
  ["/docs", { name: "missing" }],
  ["/constructor", { name: "missing" }],
  ["/%E0%A4%A", { name: "missing" }],
])("%s is %o", (path, route) => expect(routeOf(path)).toEqual(route));

test.each([
  ["", ["Light or dark", "Library"]],
  ["li", ["Light or dark", "Library"]],
  ["dark li", ["Light or dark"]],
  ["x", []],
])("%j finds %o", (text, labels) => {
  const all = ["Light or dark", "Library"].map((label) => ({ label, hint: "", act: () => undefined }));
  expect(found(all, text).map(({ label }) => label)).toEqual(labels);
});
