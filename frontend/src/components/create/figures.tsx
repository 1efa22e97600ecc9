/** The figures of a song: length, tempo, key, seed. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Editable } from "../../model/chips";
import { accidentals } from "../../model/names";
import { clock } from "../../model/time";
import { parseWish, rollSeed } from "../../model/wishes";
import { reading, wish, wishes } from "../../stores/create";

type Typed = Exclude<Editable, "style" | "title" | "meter">;

export function Figures(): JSX.Element {
  const set = wishes.value;
  return (
    <>
      <Field name="duration" label="Length" value={set.duration === undefined ? "" : clock(set.duration)} />
      <Field name="tempo_bpm" label="Tempo, bpm" value={set.tempo_bpm?.toString() ?? ""} />
      <Field name="key" label="Key" value={set.key ? accidentals(set.key) : ""} />
      <Field name="seed" label="Seed" value={set.seed?.toString() ?? ""}>
        <button type="button" class="btn small quiet" onClick={() => wish({ seed: rollSeed() })}>
          Roll
        </button>
      </Field>
    </>
  );
}

interface FieldProps {
  name: Typed;
  label: string;
  value: string;
  children?: JSX.Element;
}

function Field({ name, label, value, children }: FieldProps): JSX.Element {
  const [problem, setProblem] = useState("");
  const take = (text: string): void => {
    if (!text.trim()) {
      wish({ [name]: undefined });
      return setProblem("");
    }
    const parsed = parseWish(name, text);
    setProblem("problem" in parsed ? parsed.problem : "");
    if ("wishes" in parsed) wish(parsed.wishes);
  };
  const id = `wish-${name}`;
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <span>
        <input
          id={id}
          value={value}
          placeholder={defaultOf(name)}
          aria-invalid={Boolean(problem)}
          aria-describedby={problem ? `${id}-problem` : undefined}
          onChange={(event) => take(event.currentTarget.value)}
        />
        {children}
      </span>
      {problem && (
        <small id={`${id}-problem`} role="alert">
          {problem}
        </small>
      )}
    </p>
  );
}

/** What it will be if nothing is set. */
function defaultOf(name: Typed): string {
  const brief = reading.value?.says.brief;
  if (!brief) return "from the style";
  return {
    duration: clock(brief.duration_s),
    tempo_bpm: String(Math.round(brief.tempo_bpm)),
    key: accidentals(brief.key),
    seed: String(brief.seed),
  }[name];
}
