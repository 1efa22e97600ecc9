/** How the song goes, to the bar: its form and its chords as text, and how full each section is. */
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { namesOf } from "../../model/sections";
import { chordText, reading, typeChords, wish, wishes } from "../../stores/create";
import { CheckedText } from "./checked-text";
import { Share } from "./share";

export function Course(): JSX.Element {
  return (
    <fieldset class="course">
      <legend>Course</legend>
      <CheckedText
        name="form"
        label="Form"
        rows={1}
        placeholder="intro 4, verse 8, chorus 8 x2, outro 4"
        value={wishes.value.form ?? ""}
        set={(form) => wish({ form: form.trim() ? form : undefined })}
      />
      <CheckedText
        name="chords"
        label="Chords"
        rows={3}
        placeholder={"verse: Am7 | D9 | Gmaj7 | %\nchorus: F | G | C C/E | F"}
        value={chordText.value}
        set={typeChords}
      />
      <Energies />
    </fieldset>
  );
}

/** How energetic each kind of section is, and how many of the band play at once. */
function Energies(): JSX.Element | null {
  const kinds = useComputed(() => {
    const planned = reading.value?.says.plan.sections ?? [];
    const energies = new Map(planned.map(({ role, energy }) => [role, energy]));
    return [...energies].map(([role, energy]) => ({ role, energy, name: namesOf(role, planned) }));
  });
  if (!kinds.value.length) return null;
  const set = wishes.value.energies ?? {};
  const setEnergy = (role: string, value: number | undefined): void => {
    const { [role]: _, ...others } = set;
    const next = value === undefined ? others : { ...others, [role]: value };
    wish({ energies: Object.keys(next).length ? next : undefined });
  };
  return (
    <div class="shares" role="group" aria-label="Energy and density">
      {kinds.value.map(({ role, name, energy }, i) => (
        <Share
          key={role}
          label={`Energy, ${name}`}
          value={set[role]}
          usual={energy}
          field={i === 0 ? "energies" : null}
          set={(value) => setEnergy(role, value)}
        />
      ))}
      <Share label="Density" value={wishes.value.density} usual={null} field="density" set={(density) => wish({ density })} />
    </div>
  );
}
