/** The studio: rail, page, jobs, player. */
import type { JSX } from "preact";
import { Help } from "./components/help";
import { Icon } from "./components/icon";
import { Palette } from "./components/palette";
import { PlayerBar } from "./components/player/bar";
import { MoreSheet, Rail, Tabs } from "./components/rail";
import { Sharing } from "./components/sharing";
import { Shelf } from "./components/shelf";
import { ToastPlace } from "./components/toast";
import { JobVoice, Tray } from "./components/tray";
import { isOffline } from "./core/http";
import { route } from "./core/router";
import type { Route } from "./model/route";
import { Account } from "./panels/account";
import { Admin } from "./panels/admin";
import { AlbumPage } from "./panels/album";
import { Albums, Artists } from "./panels/albums";
import { ArtistPage } from "./panels/artist";
import { Create } from "./panels/create";
import { CreditsPage } from "./panels/credits";
import { Discover } from "./panels/discover";
import { Effects } from "./panels/effects";
import { History } from "./panels/history";
import { Jobs } from "./panels/jobs";
import { Join } from "./panels/join";
import { Library } from "./panels/library";
import { Liked } from "./panels/liked";
import { Link } from "./panels/link";
import { Mailbox } from "./panels/mailbox";
import { Messages } from "./panels/messages";
import { Missing } from "./panels/missing";
import { Forgotten, Reset } from "./panels/password";
import { PersonPage } from "./panels/person";
import { PlaylistPage } from "./panels/playlist";
import { Playlists } from "./panels/playlists";
import { ReceivedPage } from "./panels/received";
import { SharedPage } from "./panels/shared";
import { SignIn } from "./panels/sign-in";
import { SongPage } from "./panels/song";
import { Uploads } from "./panels/uploads";
import { Voices } from "./panels/voices";

export function App(): JSX.Element {
  const here = route.value;
  if (here.name === "shared" && here.isEmbedded) return <Embedded token={here.token} />;
  const hasTray = here.name === "create" || (here.name === "jobs" && here.id !== null);
  return (
    <>
      <a class="skip" href="#main">
        To the content
      </a>
      <Rail />
      <main id="main" tabIndex={-1}>
        <Page at={here} />
      </main>
      {hasTray && <Tray />}
      <JobVoice />
      <ToastPlace />
      {isOffline.value && <Offline />}
      <PlayerBar />
      <Tabs />
      <MoreSheet />
      <Shelf />
      <Sharing />
      <Help />
      <Palette />
    </>
  );
}

/** A player inside somebody else's page: what plays, and nothing of the studio around it. */
function Embedded({ token }: { token: string }): JSX.Element {
  return (
    <>
      <main id="main" class="embedded" tabIndex={-1}>
        <SharedPage token={token} />
      </main>
      <PlayerBar />
    </>
  );
}

function Page({ at }: { at: Route }): JSX.Element {
  switch (at.name) {
    case "create":
      return <Create />;
    case "song":
      return <SongPage id={at.id} />;
    case "library":
      return <Library />;
    case "discover":
      return <Discover />;
    case "playlists":
      return <Playlists />;
    case "playlist":
      return <PlaylistPage id={at.id} />;
    case "join":
      return <Join token={at.token} />;
    case "liked":
      return <Liked />;
    case "history":
      return <History />;
    case "shared":
      return <SharedPage token={at.token} />;
    case "person":
      return <PersonPage username={at.username} />;
    case "albums":
      return <Albums />;
    case "album":
      return <AlbumPage id={at.id} />;
    case "artists":
      return <Artists />;
    case "artist":
      return <ArtistPage id={at.id} />;
    case "uploads":
      return <Uploads />;
    case "effects":
      return <Effects />;
    case "voices":
      return <Voices />;
    case "jobs":
      return <Jobs id={at.id} />;
    case "messages":
      return <Messages other={at.other} />;
    case "received":
      return <ReceivedPage key={at.id} message={at.id} />;
    case "admin":
      return <Admin room={at.room} />;
    case "sign-in":
      return <SignIn isNew={at.isNew} />;
    case "account":
      return <Account />;
    case "credits":
      return <CreditsPage />;
    case "forgotten":
      return <Forgotten />;
    case "reset":
      return <Reset token={at.token} />;
    case "link":
      return <Link isGood={at.isGood} />;
    case "mailbox":
      return <Mailbox />;
    case "missing":
      return <Missing />;
  }
}

function Offline(): JSX.Element {
  return (
    <p class="offline" role="status">
      <Icon name="warning" />
      The studio cannot be reached. Your words are kept; it goes on by itself.
    </p>
  );
}
