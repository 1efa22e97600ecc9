/** What something costs, beside the button that asks for it. */
import type { JSX } from "preact";
import { costing, rate } from "../../model/credits";
import { count } from "../../model/names";
import { credits, prices } from "../../stores/credits";

export function Cost({ price }: { price: number | null }): JSX.Element | null {
  if (!price || !credits.value) return null;
  return <span class="cost">{costing(price, credits.value.balance)}</span>;
}

/** What a kind of job costs by the length of what it is done to, where that is not known yet. */
export function Rate({ type }: { type: string }): JSX.Element | null {
  const price = prices.value.find((row) => row.type === type);
  if (!price || !credits.value) return null;
  return <span class="cost">{`Costs ${rate(price)}; you have ${count(credits.value.balance, "credit")}`}</span>;
}
