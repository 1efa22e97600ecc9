/** Have words written: about what, in which mood, in which rhymes; the style is the song's own, and a length that was said. */
import type { JSX } from "preact";
import { useScope } from "../../core/hooks";
import type { Brief } from "../../core/wire";
import { said } from "../../model/chips";
import { capital } from "../../model/names";
import { reading } from "../../stores/create";
import { isSung } from "../../stores/lyrics";
import { user } from "../../stores/session";
import { goOn, isBusy, loadThemes, order, problem, remark, say, task, themes, writeAll } from "../../stores/writer";
import { Notice } from "../notice";

/** How lines rhyme, as letters. */
const SCHEMES = ["AABB", "ABAB", "ABCB", "ABBA", "AAAA"];

export function Writer(): JSX.Element {
  const brief = reading.value?.says.brief;
  const about = brief ? themeOf(brief) : "";
  const submit = (event: Event): void => {
    event.preventDefault();
    const style = brief?.styles[0]?.name;
    const duration = brief && said(brief.sources["duration_s"]) ? brief.duration_s : null;
    void writeAll({ theme: about, ...(style ? { style } : {}), ...(duration ? { duration } : {}) });
  };
  useScope(() => void loadThemes(), []);
  const { theme, mood = "", rhyme_scheme = "" } = order.value;
  return (
    <form class="writer" onSubmit={submit}>
      <div class="fields">
        <p class="field">
          <label for="order-theme">About</label>
          <input
            id="order-theme"
            list="themes"
            value={theme}
            placeholder={about || "leaving the harbour at night"}
            maxLength={500}
            onInput={(event) => say({ theme: event.currentTarget.value })}
          />
          <datalist id="themes">
            {themes.value.themes.map(({ name, label }) => (
              <option key={name} value={label} />
            ))}
          </datalist>
        </p>
        <Choice id="order-mood" label="Mood" none="As the words say" value={mood} choices={themes.value.moods} set={(chosen) => say({ mood: chosen })} />
        <Choice id="order-scheme" label="Rhymes" none="As the style does" value={rhyme_scheme} choices={SCHEMES} set={(chosen) => say({ rhyme_scheme: chosen })} />
      </div>
      <div class="go">
        <button type="submit" class="btn" disabled={isBusy.value || !user.value}>
          {task.value === "write" ? "Writing" : isSung.value ? "Write other words" : "Write the words"}
        </button>
        {isSung.value && (
          <button type="button" class="btn quiet" disabled={isBusy.value} onClick={() => void goOn()}>
            {task.value === "continue" ? "Writing" : "Go on from here"}
          </button>
        )}
        <p class="est" role="status">
          {user.value === null && (
            <>
              <a href="/sign-in">Sign in</a> to have words written; they are kept for you.
            </>
          )}
          {remark.value}
        </p>
      </div>
      {(problem.value?.of === "write" || problem.value?.of === "continue") && <Notice>{problem.value.says}</Notice>}
    </form>
  );
}

/** What the sentence is about, if it says so; else all of it. */
const themeOf = ({ prompt, title, sources }: Brief): string => (sources["title"] === "prompt" ? title : prompt.trim());

interface ChoiceProps {
  id: string;
  label: string;
  /** What is so if nothing is chosen. */
  none: string;
  value: string;
  choices: readonly string[];
  set: (chosen: string) => void;
}

function Choice({ id, label, none, value, choices, set }: ChoiceProps): JSX.Element {
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">{none}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {capital(choice)}
          </option>
        ))}
      </select>
    </p>
  );
}
