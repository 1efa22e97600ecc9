/** Best of several: why this song won, and each of the others one click away. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { getTake } from "../../api/takes";
import { ApiError } from "../../core/http";
import { useScope } from "../../core/hooks";
import type { SongDetail } from "../../core/wire";
import type { Candidate, Quality } from "../../core/wire-takes";
import { count } from "../../model/names";
import { edit, editOf } from "../../stores/edits";
import { Icon } from "../icon";

const FIRST = 1;

export function Contest({ song }: { song: SongDetail }): JSX.Element | null {
  const first = useSignal<Quality | null>(null);
  useScope(() => {
    if (song.take !== FIRST) void firstQuality(song.id).then((quality) => (first.value = quality));
  }, [song.id, song.take]);
  const quality = song.take === FIRST ? song.quality : first.value;
  if (!quality?.candidates?.length) return null;
  const [winner, ...others] = quality.candidates;
  return (
    <section class="lane asked" aria-labelledby="h-contest">
      <div class="head">
        <h2 id="h-contest">Best of {quality.candidates.length}</h2>
      </div>
      <div>
        <p>{quality.why}</p>
        <ul class="contest">
          {winner && (
            <li>
              <span>
                <Icon name="check" /> Song {winner.number}
              </span>
              <small>{reason(winner)}</small>
            </li>
          )}
          {others.map((candidate) => (
            <li key={candidate.seed}>
              <button
                type="button"
                class="btn small"
                disabled={editOf(song.id) !== null}
                onClick={() => void edit(song, { kind: "compose", seed: candidate.seed })}
              >
                Make song {candidate.number}
              </button>
              <small>{reason(candidate)}</small>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** The contest is told with the take that won it. */
async function firstQuality(song: number): Promise<Quality | null> {
  try {
    return (await getTake(song, FIRST)).quality ?? null;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return null; // the first take was deleted
  }
}

function reason({ missed }: Candidate): string {
  const names = Object.keys(missed);
  if (!names.length) return "like real music in every measure";
  return `${count(names.length, "measure")} outside the usual: ${names.map((name) => name.replaceAll("_", " ")).join(", ")}`;
}
