/** What was asked for to the bar, and what the finished score keeps of it. */
import type { JSX } from "preact";
import type { SongDetail } from "../../core/wire";
import { Icon } from "../icon";

export function Report({ song }: { song: SongDetail }): JSX.Element | null {
  if (!song.report.length) return null;
  return (
    <section class="lane asked" aria-labelledby="h-report">
      <div class="head">
        <h2 id="h-report">Asked and met</h2>
      </div>
      <ul class="report">
        {song.report.map(({ line, is_met, misses }) => (
          <li key={line} class={is_met ? "met" : "missed"}>
            <Icon name={is_met ? "check" : "warning"} />
            <span>
              {line}
              {misses.map((miss) => (
                <small key={miss}>{miss}</small>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
