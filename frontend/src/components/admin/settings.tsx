/** Settings: what holds. They are changed where the studio is started. */
import type { JSX } from "preact";
import { listSettings } from "../../api/admin";
import { setting } from "../../model/desk";
import { Fetched, useFetched } from "./room";

export function Settings(): JSX.Element {
  const [found] = useFetched(listSettings);
  return (
    <>
      <p class="k">They are changed in the environment of the studio, and hold from its next start on.</p>
      <Fetched found={found}>
        {(all) => (
          <dl class="settinglist">
            {all.map(({ name, value, secret }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{secret ? (value ? "set, not shown" : "–") : setting(value)}</dd>
              </div>
            ))}
          </dl>
        )}
      </Fetched>
    </>
  );
}
