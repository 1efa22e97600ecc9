/** Opens the studio. */
import { render } from "preact";
import { App } from "./app";
import { asApiError } from "./core/loading";
import { followLinks } from "./core/router";
import { Scope } from "./core/scope";
import { followTheme } from "./draw/palette";
import { keepLooking } from "./stores/connection";
import { keepCredits, loadPrices } from "./stores/credits";
import { openKeys } from "./stores/global-keys";
import { loadJobs, openJobs } from "./stores/jobs";
import { openMediaKeys } from "./stores/media-keys";
import { keepMessages } from "./stores/messages";
import { openPlayer } from "./stores/player";
import { keepQueue } from "./stores/queue-memory";
import { meet } from "./stores/session";
import { loadInstruments, loadStyles } from "./stores/styles";
import { showTheme } from "./stores/ui";
import { loadVoices } from "./stores/voices";
import "./styles/index.css";

const studio = new Scope();
showTheme(studio);
followTheme(studio);
followLinks(studio);
openKeys(studio);
keepLooking(studio);
openPlayer(studio);
openMediaKeys(studio);
keepQueue(studio);
openJobs(studio);
keepCredits(studio);
keepMessages(studio);
render(<App />, document.body);
loadStyles().catch(asApiError);
loadInstruments().catch(asApiError);
loadPrices().catch(asApiError);
void loadVoices();
void meet().then(() => loadJobs().catch(asApiError)); // a guest who never made a song has no jobs
