/** What one can do with the whole song, while no section is chosen. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { SongDetail } from "../../../core/wire";
import type { Edit } from "../../../model/edits";
import { edit } from "../../../stores/edits";
import { Menu } from "../../menu";
import { Act, ActRow, Ask } from "./acts";
import { Asking, type Open } from "./asking";

const ROLES = ["intro", "verse", "prechorus", "chorus", "bridge", "solo", "breakdown", "outro"];
const NEW_BARS = 8;

export function SongActs({ song }: { song: SongDetail }): JSX.Element | null {
  const open = useSignal<Open>(null);
  if (!song.sections.length || song.track_id === null) return null;
  const ask = (kind: Exclude<Open, null>) => () => void (open.value = kind);
  return (
    <ActRow song={song} class="t-n" label="Whole song" head={<span class="k">Whole song</span>}>
      <Act song={song} icon="again" wish={{ kind: "regenerate" }}>
        Write again
      </Act>
      <Ask song={song} open={ask("vary")}>
        Vary
      </Ask>
      <Ask song={song} open={ask("tempo")}>
        Tempo
      </Ask>
      <Ask song={song} open={ask("transpose")}>
        Transpose
      </Ask>
      <Add song={song} />
      <Asking song={song} open={open} target={{}} now={song.tempo_bpm ? { tempo: song.tempo_bpm } : {}} />
    </ActRow>
  );
}

/** New bars at either end, or a new section before the ending. */
function Add({ song }: { song: SongDetail }): JSX.Element {
  const act = (label: string, wish: Edit): { label: string; act: () => void } => ({
    label,
    act: () => void edit(song, wish),
  });
  const before = song.sections.length - 1;
  const bars = [
    act("4 bars at the start", { kind: "extend", at: "start", bars: 4 }),
    act("8 bars before the end", { kind: "extend", at: "end", bars: NEW_BARS }),
  ];
  const sections = ROLES.map((role) =>
    act(`A new ${role}`, { kind: "insert", before: placeOf(role, before), role, bars: NEW_BARS }),
  );
  return (
    <Menu label="Add to the song" class="btn small" groups={[{ title: "Bars", items: bars }, { title: "Sections", items: sections }]} isLeft>
      Add
    </Menu>
  );
}

/** An intro comes first, an outro last, anything else before the last section. */
const placeOf = (role: string, before: number): number => (role === "intro" ? 0 : role === "outro" ? before + 1 : before);
