/** Who plays: an instrument for each role, or nobody, and whether others may join. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../core/hooks";
import type { Instrument } from "../../core/wire";
import { suited } from "../../model/band";
import { inGroups } from "../../model/groups";
import { capital } from "../../model/names";
import { wish, wishes } from "../../stores/create";
import { focusField } from "../../stores/create-focus";
import { instruments } from "../../stores/styles";
import { GroupedOptions } from "../grouped-options";

const ROLES = ["lead", "chords", "pad", "arp", "bass", "drums", "counter"] as const;
const NOBODY = "-";

export function Band(): JSX.Element {
  const first = useRef<HTMLFieldSetElement>(null);
  useScope((scope) => scope.effect(() => {
    if (focusField.value !== "roles") return;
    focusField.value = null;
    first.current?.querySelector("select")?.focus();
  }), []);
  return (
    <fieldset class="band" ref={first}>
      <legend>Players</legend>
      <div class="fields">
        {ROLES.map((role) => (
          <Role key={role} role={role} />
        ))}
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={wishes.value.only ?? false}
          onChange={(event) => wish({ only: event.currentTarget.checked || undefined })}
        />
        Nobody else plays
      </label>
    </fieldset>
  );
}

function Role({ role }: { role: string }): JSX.Element {
  const { roles = {}, without = [] } = wishes.value;
  const value = without.includes(role) ? NOBODY : (roles[role] ?? "");
  const set = (choice: string): void => {
    const { [role]: _, ...others } = roles;
    const next = choice && choice !== NOBODY ? { ...others, [role]: choice } : others;
    const absent = without.filter((name) => name !== role).concat(choice === NOBODY ? [role] : []);
    wish({ roles: Object.keys(next).length ? next : undefined, without: absent.length ? absent : undefined });
  };
  const id = `role-${role}`;
  return (
    <p class="field">
      <label for={id}>{capital(role)}</label>
      <select id={id} value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">Style default</option>
        <option value={NOBODY}>Nobody</option>
        <Choices instruments={suited(instruments.value, role)} />
      </select>
    </p>
  );
}

/** Instruments as options, by family. */
export function Choices({ instruments }: { instruments: readonly Instrument[] }): JSX.Element {
  return <GroupedOptions groups={inGroups(instruments, ({ family }) => family)} />;
}
