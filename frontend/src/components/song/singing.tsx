/** Who sings a song and how: another voice, manner or harmony makes a take. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../core/hooks";
import type { SongDetail } from "../../core/wire";
import { editOf, makingOf, refusals } from "../../stores/edits";
import { closeSinging, isChanged, opened, singAgain, wishSinging } from "../../stores/singing";
import { Icon } from "../icon";
import { Notice } from "../notice";
import { Manner } from "../words/manner";
import { VoicePicker } from "../words/voice-picker";

export function Singing({ song }: { song: SongDetail }): JSX.Element | null {
  const open = opened.value;
  return open?.song.id === song.id && open.song.take === song.take ? <OpenSinging song={song} /> : null;
}

function OpenSinging({ song }: { song: SongDetail }): JSX.Element | null {
  const box = useRef<HTMLElement>(null);
  useScope(() => {
    box.current?.scrollIntoView({ block: "nearest" });
    box.current?.querySelector<HTMLInputElement>("input:checked")?.focus({ preventScroll: true });
  }, []);
  const wish = opened.value?.wish;
  const problem = refusals.value.get(song.id);
  if (!wish) return null;
  return (
    <section ref={box} class="roll byhand singing" aria-labelledby="h-singing">
      <header>
        <h2 id="h-singing">Who sings, and how</h2>
        <p class="editing">{makingOf(song.id)}</p>
        <button type="button" class="btn small" disabled={!isChanged.value || editOf(song.id) !== null} onClick={() => void singAgain()}>
          Make the take
        </button>
        <button type="button" class="btn icon small" aria-label="Close the voices" onClick={closeSinging}>
          <Icon name="close" />
        </button>
      </header>
      {problem && <Notice>{problem}</Notice>}
      <VoicePicker name="song-voice" value={wish.voice} set={(voice) => wishSinging({ voice })} />
      <Manner name="song" value={wish} set={wishSinging} />
      <p class="k">All words are sung again; the band plays as it did.</p>
    </section>
  );
}
