/** The administrator's desk: shut for others, and a room for each thing that is looked after. */
import type { JSX } from "preact";
import { Albums } from "../components/admin/albums";
import { Credits } from "../components/admin/credits";
import { Jobs } from "../components/admin/jobs";
import { Log } from "../components/admin/log";
import { Overview } from "../components/admin/overview";
import { Reports } from "../components/admin/reports";
import { Settings } from "../components/admin/settings";
import { Songs } from "../components/admin/songs";
import { Storage } from "../components/admin/storage";
import { Users } from "../components/admin/users";
import { Notice } from "../components/notice";
import { useTitle } from "../core/title";
import { type Room, ROOMS } from "../model/desk";
import { user } from "../stores/session";
import { SignIn } from "./sign-in";

const INSIDE: Readonly<Record<Room, () => JSX.Element>> = {
  "": Overview,
  users: Users,
  songs: Songs,
  albums: Albums,
  reports: Reports,
  jobs: Jobs,
  credits: Credits,
  storage: Storage,
  settings: Settings,
  log: Log,
};

export function Admin({ room }: { room: Room }): JSX.Element | null {
  if (user.value === undefined) return null;
  if (user.value === null) return <SignIn isNew={false} then={location.pathname} />;
  return user.value.is_admin ? <Desk room={room} /> : <Shut />;
}

function Shut(): JSX.Element {
  useTitle("Admin");
  return (
    <section class="screen" aria-labelledby="h-admin">
      <h1 id="h-admin">Admin</h1>
      <Notice way={<a class="btn" href="/">Back to the studio</a>}>This desk is for administrators, with a verified address.</Notice>
    </section>
  );
}

function Desk({ room }: { room: Room }): JSX.Element {
  const name = ROOMS.find(([one]) => one === room)?.[1] ?? "";
  useTitle(`${name}, admin`);
  const Inside = INSIDE[room];
  return (
    <section class="screen admin" aria-labelledby="h-admin">
      <h1 id="h-admin">{room === "" ? "Admin" : name}</h1>
      <nav class="deskrooms" aria-label="Admin">
        {ROOMS.map(([one, label]) => (
          <a key={one} href={one ? `/admin/${one}` : "/admin"} aria-current={one === room ? "page" : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <Inside key={room} />
    </section>
  );
}
