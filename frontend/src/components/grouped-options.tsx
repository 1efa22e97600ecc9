/** What a select offers, under the names of its groups. */
import type { JSX } from "preact";
import type { Group } from "../model/groups";

export function GroupedOptions({ groups }: { groups: readonly Group<{ name: string; label: string }>[] }): JSX.Element {
  return (
    <>
      {groups.map(({ title, members }) => (
        <optgroup key={title} label={title}>
          {members.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  );
}
