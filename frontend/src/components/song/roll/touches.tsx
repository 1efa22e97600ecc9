/** How the selected notes are sung: each thing is left to the way of singing until somebody sets it. */
import type { JSX } from "preact";
import { useScope } from "../../../core/hooks";
import type { SongDetail } from "../../../core/wire";
import { count } from "../../../model/names";
import { sungOn } from "../../../model/roll";
import { sharedTouch, type Touchable, touchesOf } from "../../../model/touches";
import { bankOf } from "../../../model/voices";
import { openBank, reports } from "../../../stores/banks";
import { notes, type RollNote, selected, sing, touch } from "../../../stores/roll";
import { wordsOf } from "../../../stores/song-words";
import { Icon } from "../../icon";

export function Touches({ song }: { song: SongDetail }): JSX.Element {
  const bank = bankOf(wordsOf(song).value?.voice ?? "");
  useScope(() => {
    if (bank) void openBank(bank);
  }, [bank]);
  const curves = bank ? (reports.value.get(bank)?.curves ?? null) : null;
  const chosen = notes.value.filter(({ id }) => selected.value.has(id));
  const [only] = chosen;
  const word = chosen.length === 1 && only ? sungOn(only) : "";
  const what = word ? `“${word}”` : count(chosen.length, "note");
  return (
    <div class="touches" role="group" aria-label="How it is sung">
      <p class="k">{only ? `How ${what} ${chosen.length === 1 ? "is" : "are"} sung` : "Select notes to set how they are sung."}</p>
      {chosen.length > 0 && (
        <div class="shares">
          {only && chosen.length === 1 && <Lyric key={only.id} note={only} />}
          {touchesOf(curves).map((one) => (
            <TouchRow key={one.name} about={one} />
          ))}
        </div>
      )}
    </div>
  );
}

function Lyric({ note }: { note: RollNote }): JSX.Element {
  return (
    <label class="share set">
      <span class="k">Sung</span>
      <input
        type="text"
        maxLength={120}
        spellcheck={false}
        value={sungOn(note)}
        placeholder="held"
        title="A word; + for its next syllable; - to hold the one before"
        onChange={(event) => sing(note.id, event.currentTarget.value)}
      />
    </label>
  );
}

function TouchRow({ about }: { about: Touchable }): JSX.Element {
  const { name, label, least, most, step, rest, say } = about;
  const chosen = notes.value.filter(({ id }) => selected.value.has(id));
  const shared = sharedTouch(chosen.map((note) => note.touch), name);
  const text = shared === undefined ? "differ" : shared === null ? "as sung" : say(shared);
  const isSet = shared !== null;
  return (
    <label class={isSet ? "share set" : "share"}>
      <span class="k">{label}</span>
      <input
        type="range"
        min={least}
        max={most}
        step={step}
        value={shared ?? rest}
        aria-valuetext={text}
        onInput={(event) => touch(name, Number(event.currentTarget.value))}
      />
      <output>{text}</output>
      {isSet && (
        <button type="button" class="btn icon small" aria-label={`${label}: leave it to the voice`} onClick={() => touch(name, null)}>
          <Icon name="close" />
        </button>
      )}
    </label>
  );
}
