/** What something costs, beside the button that asks for it. */
import type { JSX } from "preact";
import { costing } from "../../model/credits";
import { credits } from "../../stores/credits";

export function Cost({ price }: { price: number | null }): JSX.Element | null {
  if (!price || !credits.value) return null;
  return <span class="cost">{costing(price, credits.value.balance)}</span>;
}
