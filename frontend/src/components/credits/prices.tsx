/** What things cost. */
import type { JSX } from "preact";
import { priced, rate } from "../../model/credits";
import { prices } from "../../stores/credits";

export function Prices(): JSX.Element {
  return (
    <>
      <dl class="prices">
        {prices.value.map((price) => (
          <div key={`${price.type} ${price.engine}`}>
            <dt>{priced(price, prices.value)}</dt>
            <dd class="num">{rate(price)}</dd>
          </div>
        ))}
      </dl>
      <small>By the length of the music, rounded up. What is not made costs nothing; downloads are free.</small>
    </>
  );
}
