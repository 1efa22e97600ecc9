/** Who sings: every voice with its name, language, range, licence and a sample to hear. */
import { useSignal } from "@preact/signals";
import type { CSSProperties, JSX } from "preact";
import type { Voice } from "../../core/wire-words";
import { byLanguage, DEFAULT_VOICE, factsOf, rangeText, sought, spanOf } from "../../model/voices";
import { hear, sampled, voices } from "../../stores/voices";
import { Icon } from "../icon";

interface Props {
  /** Tells one picker of a page from another. */
  name: string;
  value: string;
  set: (voice: string) => void;
}

const MANY = 8; // voices that one oversees without searching

export function VoicePicker({ name, value, set }: Props): JSX.Element {
  const words = useSignal("");
  const groups = byLanguage(sought(voices.value, words.value));
  return (
    <fieldset class="voices">
      <legend>Voice</legend>
      {voices.value.length > MANY && (
        <input
          type="search"
          aria-label="Search voices"
          placeholder="Name, language, engine"
          value={words.value}
          onInput={(event) => (words.value = event.currentTarget.value)}
        />
      )}
      <div class="voicelist" tabIndex={-1}>
        {!words.value && <Default name={name} isOn={value === DEFAULT_VOICE} set={set} />}
        {groups.map(({ title, voices: inGroup }) => (
          <div key={title} role="group" aria-label={title}>
            <h3>{title}</h3>
            {inGroup.map((voice) => (
              <VoiceRow key={voice.id} name={name} voice={voice} isOn={value === voice.id} set={set} />
            ))}
          </div>
        ))}
        {!groups.length && <p class="k">No voice is called that.</p>}
      </div>
    </fieldset>
  );
}

function Default({ name, isOn, set }: { name: string; isOn: boolean; set: Props["set"] }): JSX.Element {
  return (
    <div class="voice">
      <label>
        <input type="radio" name={name} checked={isOn} onChange={() => set(DEFAULT_VOICE)} />
        <b>The studio's choice</b>
        <small>whoever suits the style</small>
      </label>
    </div>
  );
}

interface RowProps {
  name: string;
  voice: Voice;
  isOn: boolean;
  set: Props["set"];
}

function VoiceRow({ name, voice, isOn, set }: RowProps): JSX.Element {
  const [languages, range, ...rest] = factsOf(voice);
  return (
    <div class={voice.available ? "voice" : "voice off"}>
      <label>
        <input type="radio" name={name} checked={isOn} disabled={!voice.available} onChange={() => set(voice.id)} />
        <b>{voice.label}</b>
        <small>
          {voice.languages.length > 1 && `${languages} · `}
          {rest.join(" · ")}
        </small>
      </label>
      <RangeBar voice={voice} />
      <small class="num range">{range}</small>
      {voice.sample && <Sample voice={voice} address={voice.sample} />}
      {!voice.available && <p class="reason">{voice.reason}</p>}
    </div>
  );
}

/** The range on the scale of all singing, and inside it where the voice is at ease. */
function RangeBar({ voice }: { voice: Voice }): JSX.Element {
  const [all, ease] = [spanOf(voice.range), spanOf(voice.tessitura)];
  const style = { "--from": all.from, "--span": all.span, "--ease-from": ease.from, "--ease-span": ease.span } as CSSProperties;
  return <span class="rangebar" style={style} title={`At ease from ${rangeText(voice.tessitura)}`} aria-hidden="true" />;
}

/** A button that plays a short recording of a voice. */
export function Sample({ voice, address }: { voice: Voice; address: string }): JSX.Element {
  const plays = sampled.value === address;
  const label = plays ? `Stop ${voice.label}` : `Hear ${voice.label}`;
  return (
    <button type="button" class="btn icon small" aria-label={label} title={label} onClick={() => void hear(address)}>
      <Icon name={plays ? "pause" : "play"} />
    </button>
  );
}
