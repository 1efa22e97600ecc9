/** What the studio read: from the words, and what the style adds. */
import type { JSX } from "preact";
import { type Chip, chipsOf } from "../../model/chips";
import { reading, wishes } from "../../stores/create";
import { styles } from "../../stores/styles";
import { ChipItem } from "./chip";

export function Chips(): JSX.Element | null {
  const says = reading.value?.says;
  if (!says) return null;
  const chips = chipsOf(says, wishes.value, styles.value);
  return (
    <div class="chips">
      <ChipRow title="From your words" chips={chips.filter((chip) => chip.isSaid)} />
      <ChipRow title="Style default" chips={chips.filter((chip) => !chip.isSaid)} />
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
