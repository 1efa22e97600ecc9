/** What the studio read: each fact in the row of where it came from. */
import type { JSX } from "preact";
import { type Chip, chipsOf, ROWS } from "../../model/chips";
import { reading, wishes } from "../../stores/create";
import { styles } from "../../stores/styles";
import { singing, voices } from "../../stores/voices";
import { ChipItem } from "./chip";

export function Chips(): JSX.Element | null {
  const says = reading.value?.says;
  if (!says) return null;
  const chips = chipsOf(says, wishes.value, styles.value, voices.value, singing.value.voice !== undefined);
  return (
    <div class="chips">
      {ROWS.map((row) => (
        <ChipRow key={row} title={row} chips={chips.filter((chip) => chip.row === row)} />
      ))}
    </div>
  );
}

function ChipRow({ title, chips }: { title: string; chips: readonly Chip[] }): JSX.Element | null {
  if (!chips.length) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {chips.map((chip) => (
          <li key={chip.id}>
            <ChipItem chip={chip} />
          </li>
        ))}
      </ul>
    </>
  );
}
