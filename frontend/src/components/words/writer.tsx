/** Have words written: about what, in which mood, in which rhymes; the style is the song's own. */
import type { JSX } from "preact";
import type { Brief } from "../../core/wire";
import { reading } from "../../stores/create";
import { isSung } from "../../stores/lyrics";
import { goOn, isBusy, order, problem, remark, say, task, writeAll } from "../../stores/writer";
import { Notice } from "../notice";

/** How lines rhyme, as letters. */
const SCHEMES = ["AABB", "ABAB", "ABCB", "ABBA", "AAAA"];

export function Writer(): JSX.Element {
  const brief = reading.value?.says.brief;
  const about = brief ? themeOf(brief) : "";
  const submit = (event: Event): void => {
    event.preventDefault();
    const style = brief?.styles[0]?.name;
    void writeAll({ theme: about, ...(style ? { style } : {}) });
  };
  const { theme, mood = "", rhyme_scheme = "" } = order.value;
  return (
    <form class="writer" onSubmit={submit}>
      <div class="fields">
        <Text id="order-theme" label="About" value={theme} placeholder={about || "leaving the harbour at night"} set={(text) => say({ theme: text })} />
        <Text id="order-mood" label="Mood" value={mood} placeholder="from the style" set={(text) => say({ mood: text })} />
        <p class="field">
          <label for="order-scheme">Rhymes</label>
          <select id="order-scheme" value={rhyme_scheme} onChange={(event) => say({ rhyme_scheme: event.currentTarget.value })}>
            <option value="">As the style does</option>
            {SCHEMES.map((scheme) => (
              <option key={scheme}>{scheme}</option>
            ))}
          </select>
        </p>
      </div>
      <div class="go">
        <button type="submit" class="btn" disabled={isBusy.value}>
          {task.value === "write" ? "Writing" : isSung.value ? "Write other words" : "Write the words"}
        </button>
        {isSung.value && (
          <button type="button" class="btn quiet" disabled={isBusy.value} onClick={() => void goOn()}>
            {task.value === "continue" ? "Writing" : "Go on from here"}
          </button>
        )}
        <p class="est" role="status">
          {remark.value}
        </p>
      </div>
      {problem.value && <Notice>{problem.value}</Notice>}
    </form>
  );
}

/** What the sentence is about, if it says so; else all of it. */
const themeOf = ({ prompt, title, sources }: Brief): string => (sources["title"] === "prompt" ? title : prompt.trim());

interface TextProps {
  id: string;
  label: string;
  value: string;
  placeholder: string;
  set: (text: string) => void;
}

function Text({ id, label, value, placeholder, set }: TextProps): JSX.Element {
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <input id={id} value={value} placeholder={placeholder} maxLength={500} onInput={(event) => set(event.currentTarget.value)} />
    </p>
  );
}
