/** What one can do with one part: in the chosen section, or in all of the song. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { go } from "../../../core/router";
import type { SongDetail, Stem } from "../../../core/wire";
import { isSungStem } from "../../../model/voices";
import { source } from "../../../stores/effects";
import { openRoll } from "../../../stores/roll";
import { openSinging } from "../../../stores/singing";
import { sings } from "../../../stores/voices";
import { Icon } from "../../icon";
import { Act, ActRow, Ask } from "./acts";
import { Asking, type Open } from "./asking";

/** Go to the effects with this stem. */
function putOn({ id, title }: SongDetail, stem: string): void {
  source.value = { kind: "song", song_id: id, name: title, stem };
  go("/effects");
}

interface Props {
  song: SongDetail;
  stem: Stem;
  /** Index of the chosen section. */
  section: number | null;
}

export function PartActs({ song, stem, section }: Props): JSX.Element {
  const open = useSignal<Open>(null);
  const ask = (kind: Exclude<Open, null>) => () => void (open.value = kind);
  const part = stem.id;
  const target = section === null ? { part } : { part, section };
  const where = song.sections[section ?? -1]?.name;
  return (
    <ActRow
      song={song}
      class="t-n onepart"
      label={where ? `${stem.name} in ${where}` : stem.name}
      head={<small>{where ? `in ${where}` : "in all of the song"}</small>}
      tells={false}
    >
      <Act song={song} icon="again" wish={stem.frozen ? null : { kind: "regenerate", ...target }}>
        Write again
      </Act>
      {!stem.frozen && (
        <>
          <Ask song={song} open={ask("vary")}>
            Vary
          </Ask>
          <Ask song={song} open={ask("transpose")}>
            Transpose
          </Ask>
          {isSungStem(stem) ? (
            sings.value && (
              <Ask song={song} open={() => openSinging(song)}>
                Voice
              </Ask>
            )
          ) : (
            <Ask song={song} open={ask("instrument")}>
              Instrument
            </Ask>
          )}
          <Ask song={song} open={() => openRoll(song, part, section)}>
            Notes
          </Ask>
          <Ask song={song} open={() => putOn(song, part)}>
            Effects
          </Ask>
        </>
      )}
      <Act song={song} wish={{ kind: "freeze", parts: [part], frozen: !stem.frozen }}>
        <Icon name={stem.frozen ? "thaw" : "freeze"} />
        {stem.frozen ? "Let go" : "Freeze"}
      </Act>
      <Asking song={song} open={open} target={target} now={{ instrument: stem.instrument ?? "" }} family={stem.family} />
    </ActRow>
  );
}
