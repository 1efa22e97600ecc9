/** Voices: who can sing here, and how each of them sounds. */
import type { JSX } from "preact";
import { Empty } from "../components/empty";
import { Banks } from "../components/voices/banks";
import { VoiceLine } from "../components/words/voice-line";
import { VoiceList } from "../components/words/voice-list";
import { useTitle } from "../core/title";
import { count } from "../model/names";
import { voices } from "../stores/voices";

export function Voices(): JSX.Element {
  useTitle("Voices");
  const known = voices.value;
  return (
    <section class="screen voicepage" aria-labelledby="h-voices">
      <header class="libhead">
        <h1 id="h-voices">Voices</h1>
        {known.length > 0 && <p class="k">{count(known.filter(({ available }) => available).length, "voice")} can sing</p>}
      </header>
      {known.length ? <VoiceList line={(voice) => <VoiceLine key={voice.id} voice={voice} />} /> : <Empty says="Nobody sings here yet." way="Make a song" to="/" />}
      <Banks />
    </section>
  );
}
