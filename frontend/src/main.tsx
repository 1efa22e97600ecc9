/** Opens the studio. */
import { render } from "preact";
import { App } from "./app";
import { asApiError } from "./core/loading";
import { followLinks } from "./core/router";
import { Scope } from "./core/scope";
import { followTheme } from "./draw/palette";
import { openKeys } from "./stores/global-keys";
import { loadJobs, openJobs } from "./stores/jobs";
import { openPlayer } from "./stores/player";
import { meet } from "./stores/session";
import { loadStyles } from "./stores/styles";
import { showTheme } from "./stores/ui";
import "./styles/index.css";

const studio = new Scope();
showTheme(studio);
followTheme(studio);
followLinks(studio);
openKeys(studio);
openPlayer(studio);
openJobs(studio);
render(<App />, document.body);
void meet().then(() => Promise.all([loadJobs(), loadStyles()]).catch(asApiError));
