/** The overview: how much there is of everything, and what each of the last days brought. */
import type { JSX } from "preact";
import { type Statistics, statistics } from "../../api/admin";
import { shortDay } from "../../model/chart";
import { size } from "../../model/downloads";
import { DayChart } from "./chart";
import { Fetched, useFetched } from "./room";

const CHARTS = [
  ["plays", "Plays"],
  ["jobs", "Jobs"],
  ["songs", "Songs"],
  ["users", "Users"],
] as const;

export function Overview(): JSX.Element {
  const [found] = useFetched(statistics);
  return (
    <Fetched found={found}>
      {(now) => (
        <>
          <Figures now={now} />
          <div class="charts">
            {CHARTS.map(([key, name]) => (
              <DayChart key={key} name={name} days={now.days.map((day) => ({ date: day.date, value: day[key] }))} />
            ))}
          </div>
          <Days now={now} />
        </>
      )}
    </Fetched>
  );
}

function Figures({ now }: { now: Statistics }): JSX.Element {
  const figures: readonly (readonly [string, number | string, string])[] = [
    ["Users", now.total_users, "/admin/users"],
    ["Songs", now.total_songs, "/admin/songs"],
    ["Public songs", now.public_songs, "/admin/songs"],
    ["Albums", now.total_albums, "/admin/albums"],
    ["Artists", now.total_artists, ""],
    ["Plays", now.plays, ""],
    ["Messages", now.total_messages, ""],
    ["Open reports", now.open_reports, "/admin/reports"],
    ["Jobs under way", (now.jobs["queued"] ?? 0) + (now.jobs["started"] ?? 0), "/admin/jobs"],
    ["Failed jobs", now.jobs["failed"] ?? 0, "/admin/jobs"],
    ["Storage", size(now.storage.bytes), "/admin/storage"],
  ];
  return (
    <dl class="figures">
      {figures.map(([name, value, path]) => (
        <div key={name}>
          <dt>{path ? <a href={path}>{name}</a> : name}</dt>
          <dd class="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Days({ now }: { now: Statistics }): JSX.Element {
  return (
    <details>
      <summary>The same as a table</summary>
      <table class="deskrows days" aria-label="Per day">
        <thead>
          <tr>
            <th scope="col">Day</th>
            {CHARTS.map(([key, name]) => (
              <th key={key} scope="col" class="num">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {now.days.toReversed().map((day) => (
            <tr key={day.date}>
              <th scope="row">{shortDay(day.date)}</th>
              {CHARTS.map(([key, name]) => (
                <td key={key} class="num" data-label={name}>
                  {day[key]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
