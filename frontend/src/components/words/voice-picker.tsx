/** Who sings: every voice with its name, language, range, licence and a recording to hear. */
import type { JSX } from "preact";
import { DEFAULT_VOICE } from "../../model/voices";
import { VoiceLine } from "./voice-line";
import { VoiceList } from "./voice-list";

interface Props {
  /** Tells one picker of a page from another. */
  name: string;
  value: string;
  set: (voice: string) => void;
}

export function VoicePicker({ name, value, set }: Props): JSX.Element {
  const radio = (voice: string, isOff = false): JSX.Element => (
    <input type="radio" name={name} checked={value === voice} disabled={isOff} onChange={() => set(voice)} />
  );
  const studios = (
    <div class="voice">
      <label class="named chosen-by">
        {radio(DEFAULT_VOICE)}
        <b>The studio's choice</b>
        <small>the best that is there</small>
      </label>
    </div>
  );
  return (
    <fieldset class="voices">
      <legend>Voice</legend>
      <VoiceList
        first={studios}
        line={(voice) => (
          <VoiceLine key={voice.id} voice={voice}>
            {radio(voice.id, !voice.available)}
          </VoiceLine>
        )}
      />
    </fieldset>
  );
}
