/** The chosen section and what one can do with it. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useScope } from "../../../core/hooks";
import { listen } from "../../../core/keys";
import type { Section, SongDetail } from "../../../core/wire";
import { moved } from "../../../model/edits";
import { fieldOf } from "../../../model/sections";
import { edit } from "../../../stores/edits";
import { hasLetterKeys } from "../../../stores/ui";
import { Icon } from "../../icon";
import { Menu } from "../../menu";
import { Act, ActRow, Ask } from "./acts";
import { Asking, type Open } from "./asking";

interface Props {
  song: SongDetail;
  index: number;
  section: Section;
  isLooped: boolean;
  play: () => void;
  loop: () => void;
}

export function SectionActs({ song, index, section, isLooped, play, loop }: Props): JSX.Element {
  const open = useSignal<Open>(null);
  const target = { section: index };
  const isMine = song.track_id !== null;
  useScope(
    (scope) => {
      const keys = {
        r: () => void edit(song, { kind: "regenerate", ...target }),
        v: () => void (open.value = "vary"),
      };
      if (isMine) listen(scope, keys, () => hasLetterKeys.value);
    },
    [song, index],
  );
  return (
    <ActRow song={song} class={`t-${fieldOf(section)}`} label={`Section ${section.name}`} head={<Head section={section} />}>
      <button type="button" class="btn small" onClick={play}>
        <Icon name="play" />
        Play from here
      </button>
      <button type="button" class="btn small" aria-pressed={isLooped} onClick={loop}>
        <Icon name="loop" />
        Loop<kbd>L</kbd>
      </button>
      {isMine && (
        <>
          <Act song={song} icon="again" keys="R" wish={{ kind: "regenerate", ...target }}>
            Write again
          </Act>
          <Ask song={song} keys="V" open={() => (open.value = "vary")}>
            Vary
          </Ask>
          <Change open={(kind) => (open.value = kind)} />
          <Place song={song} index={index} />
          <Asking
            song={song}
            open={open}
            target={target}
            now={{ energy: section.energy * 100, style: song.style, ...(song.tempo_bpm ? { tempo: song.tempo_bpm } : {}) }}
          />
        </>
      )}
    </ActRow>
  );
}

function Head({ section }: { section: Section }): JSX.Element {
  return (
    <>
      <span class="k">{section.name}</span>
      <small>
        bars {section.start_bar + 1} to {section.start_bar + section.bars}
      </small>
    </>
  );
}

/** What asks for a figure or a style. */
function Change({ open }: { open: (kind: Exclude<Open, null>) => void }): JSX.Element {
  const items = [
    { label: "Energy", act: () => open("energy") },
    { label: "Tempo", act: () => open("tempo") },
    { label: "Transpose", act: () => open("transpose") },
    { label: "Style", act: () => open("style") },
    { label: "Longer", act: () => open("extend") },
  ];
  return (
    <Menu label="Change the section" class="btn small" groups={[{ items }]} isLeft>
      Change
    </Menu>
  );
}

/** Where the section stands, and whether it does. */
function Place({ song, index }: { song: SongDetail; index: number }): JSX.Element {
  const count = song.sections.length;
  const act = (label: string, wish: Parameters<typeof edit>[1] | null): { label: string; act: () => void }[] =>
    wish ? [{ label, act: () => void edit(song, wish) }] : [];
  const items = [
    ...act("Duplicate", { kind: "duplicate", section: index }),
    ...act("Move earlier", moved(index, -1, count)),
    ...act("Move later", moved(index, 1, count)),
    ...act("Other chords", { kind: "regenerate", section: index, chords: true }),
    ...act("Delete", count > 1 ? { kind: "delete", section: index } : null),
  ];
  return (
    <Menu label="Arrange the section" class="btn small" groups={[{ items }]} isLeft>
      Arrange
    </Menu>
  );
}
