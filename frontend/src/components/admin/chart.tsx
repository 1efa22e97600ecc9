/** A chart of days: bars that grow from the foot; its name says what they say. */
import type { JSX } from "preact";
import { chart, inWords, shortDay } from "../../model/chart";

const WIDTH = 300;
const HEIGHT = 100;
const GAP = 0.25; // of a bar's place

export function DayChart({ name, days }: { name: string; days: readonly { date: string; value: number }[] }): JSX.Element {
  const drawn = chart(days);
  const place = WIDTH / Math.max(1, drawn.bars.length);
  return (
    <figure class="daychart">
      <figcaption>
        <b>{name}</b>
        <span class="num">{drawn.total}</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={inWords(name, drawn)}>
        <path d={`M0 0.5H${WIDTH}M0 ${HEIGHT / 2}H${WIDTH}M0 ${HEIGHT - 0.5}H${WIDTH}`} />
        {drawn.bars.map(({ date, value, height }, index) => (
          <rect key={date} x={index * place + (place * GAP) / 2} y={HEIGHT * (1 - height)} width={place * (1 - GAP)} height={HEIGHT * height}>
            <title>{`${shortDay(date)}: ${value}`}</title>
          </rect>
        ))}
      </svg>
      <p class="axis num" aria-hidden="true">
        <span>{drawn.bars[0] && shortDay(drawn.bars[0].date)}</span>
        <span>top {drawn.top}</span>
        <span>{drawn.bars.length > 0 && shortDay(drawn.bars.at(-1)?.date ?? "")}</span>
      </p>
    </figure>
  );
}
