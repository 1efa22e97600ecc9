/** The ways through the studio: a rail beside the page, tabs under the thumb. */
import { computed, useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../core/hooks";
import { go, route } from "../core/router";
import { count } from "../model/names";
import { credits } from "../stores/credits";
import { running } from "../stores/jobs";
import { leave } from "../stores/leaving";
import { user } from "../stores/session";
import { unread } from "../stores/talks";
import { isHelpOpen, isMoreOpen, toggleTheme } from "../stores/ui";
import { sings } from "../stores/voices";
import { Icon, type IconName } from "./icon";
import { Sheet } from "./sheet";

interface Way {
  page: string;
  /** Pages that lie behind that one. */
  holds?: readonly string[];
  path: string;
  icon: IconName;
  label: string;
}

const CREATE: Way = { page: "create", path: "/", icon: "create", label: "Create" };
const DISCOVER: Way = { page: "discover", path: "/discover", icon: "discover", label: "Discover" };
const SONG: Way = { page: "song", path: "/songs", icon: "song", label: "Song" };
const SHELVES = ["albums", "album", "artists", "artist", "playlists", "playlist", "liked", "history"];
const LIBRARY: Way = { page: "library", holds: SHELVES, path: "/library", icon: "library", label: "Library" };
const UPLOADS: Way = { page: "uploads", path: "/uploads", icon: "upload", label: "Uploads" };
const EFFECTS: Way = { page: "effects", path: "/effects", icon: "effects", label: "Effects" };
const VOICES: Way = { page: "voices", path: "/voices", icon: "voice", label: "Voices" };
const MESSAGES: Way = { page: "messages", path: "/messages", icon: "messages", label: "Messages" };
const ADMIN: Way = { page: "admin", path: "/admin", icon: "desk", label: "Admin" };
const CREDITS: Way = { page: "credits", path: "/credits", icon: "credits", label: "Credits" };
const ACCOUNT: Way = { page: "account", path: "/account", icon: "person", label: "Account" };
const SIGN_IN: Way = { page: "sign-in", path: "/sign-in", icon: "person", label: "Sign in" };
const JOBS: Way = { page: "jobs", path: "/jobs", icon: "jobs", label: "Jobs" };

export function Rail(): JSX.Element {
  return (
    <nav class="rail" aria-label="Main">
      <a class="mark" href="/" aria-label="Mini Studio, home">
        <Mark />
        <span>Mini Studio</span>
      </a>
      {[CREATE, DISCOVER, SONG, LIBRARY, ...rooms.value].map((way) => (
        <WayTo key={way.page} way={way} />
      ))}
      <span class="push" />
      <WayTo way={JOBS}>
        <Running />
      </WayTo>
      <Desk />
      <Settings />
    </nav>
  );
}

export function Tabs(): JSX.Element {
  return (
    <nav class="tabs" aria-label="Main">
      {[CREATE, SONG, LIBRARY].map((way) => (
        <WayTo key={way.page} way={way} />
      ))}
      <WayTo way={JOBS}>
        <Running />
      </WayTo>
      <button type="button" aria-haspopup="dialog" aria-expanded={isMoreOpen.value} onClick={() => (isMoreOpen.value = true)}>
        <Icon name="more" />
        <span>More</span>
      </button>
    </nav>
  );
}

/** On phones: the ways that have no tab. */
export function MoreSheet(): JSX.Element | null {
  return isMoreOpen.value ? <More /> : null;
}

function More(): JSX.Element {
  const close = (): void => void (isMoreOpen.value = false);
  const start = useRef(route.peek());
  useScope((scope) => scope.effect(() => {
    if (route.value !== start.current) close();
  }), []);
  return (
    <Sheet label="More" close={close}>
      <header>
        <h2>More</h2>
        <button type="button" class="btn icon" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <nav class="more" aria-label="More">
        {[DISCOVER, ...rooms.value].map((way) => (
          <WayTo key={way.page} way={way} />
        ))}
        <Desk />
        <Settings />
      </nav>
    </Sheet>
  );
}

/** Who administers a studio brings it voices, so that the way is there before the first of them is. */
const hasVoices = computed(() => sings.value || Boolean(user.value?.is_admin));

/** The ways to people, and for administrators to the desk. */
function Desk(): JSX.Element | null {
  if (!user.value) return null;
  return (
    <>
      <WayTo way={MESSAGES}>
        <Unread />
      </WayTo>
      {user.value.is_admin && <WayTo way={ADMIN} />}
    </>
  );
}

/** The rooms beside those of every song. */
const rooms = computed<readonly Way[]>(() => [UPLOADS, EFFECTS, ...(hasVoices.value ? [VOICES] : [])]);

/** Theme, help and account: at the foot of the rail, and on phones among what has no tab. */
function Settings(): JSX.Element {
  return (
    <>
      <button type="button" title="Light or dark" onClick={toggleTheme}>
        <Icon name="theme" />
        <span>Light or dark</span>
      </button>
      <button type="button" title="Keys" class="pc" onClick={() => (isHelpOpen.value = true)}>
        <Icon name="help" />
        <span>Keys</span>
      </button>
      {credits.value && <WayTo way={{ ...CREDITS, label: count(credits.value.balance, "credit") }} />}
      {user.value && <WayTo way={{ ...ACCOUNT, label: user.value.username }} />}
      {user.value ? <Leave name={user.value.username} /> : <WayTo way={SIGN_IN} />}
    </>
  );
}

function Leave({ name }: { name: string }): JSX.Element {
  const onClick = async (): Promise<void> => {
    await leave();
    go("/");
  };
  return (
    <button type="button" title={`Sign out ${name}`} onClick={() => void onClick()}>
      <Icon name="leave" />
      <span>Sign out</span>
    </button>
  );
}

function WayTo({ way, children }: { way: Way; children?: JSX.Element }): JSX.Element {
  const isHere = useComputed(() => route.value.name === way.page);
  const isBehind = useComputed(() => way.holds?.includes(route.value.name));
  return (
    <a href={way.path} title={way.label} aria-current={isHere.value ? "page" : isBehind.value ? "true" : undefined}>
      <Icon name={way.icon} />
      <span>{way.label}</span>
      {children}
    </a>
  );
}

function Running(): JSX.Element | null {
  const { length } = running.value;
  if (!length) return null;
  return (
    <b class="count">
      {length}
      <i class="sr"> running</i>
    </b>
  );
}

function Unread(): JSX.Element | null {
  if (!unread.value) return null;
  return (
    <b class="count">
      {unread.value}
      <i class="sr"> unread</i>
    </b>
  );
}

export function Mark(): JSX.Element {
  return (
    <svg viewBox="0 0 28 28" aria-hidden="true">
      <path class="m1" d="M4 11v6M24 12v4" />
      <path class="m2" d="M9 7v14M19 8v12" />
      <path class="m3" d="M14 3v22" />
    </svg>
  );
}
