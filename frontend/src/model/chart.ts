/** Bars of a chart: a round top, heights, and what they say in words. */

export interface Bar {
  /** Which day, as "2026-11-30". */
  date: string;
  value: number;
  /** 0..1 of the top. */
  height: number;
}

export interface Chart {
  top: number;
  total: number;
  bars: Bar[];
}

/** A chart of values by day. */
export function chart(days: readonly { date: string; value: number }[]): Chart {
  const top = roundTop(Math.max(0, ...days.map(({ value }) => value)));
  return {
    top,
    total: days.reduce((sum, { value }) => sum + value, 0),
    bars: days.map(({ date, value }) => ({ date, value, height: value / top })),
  };
}

/** The next of 1, 2, 5, 10, 20, 50 … that is not below. */
export function roundTop(value: number): number {
  let top = 1;
  for (let step = 0; top < value; step++) top *= step % 3 === 1 ? 2.5 : 2;
  return top;
}

/** "Plays per day: 120 in 30 days, most on 3 Nov with 12". */
export function inWords(name: string, { bars, total }: Chart): string {
  const most = bars.reduce<Bar | null>((best, bar) => (bar.value > (best?.value ?? 0) ? bar : best), null);
  const said = `${name} per day: ${total} in ${bars.length} days`;
  return most ? `${said}, most on ${shortDay(most.date)} with ${most.value}` : said;
}

/** "2026-11-03" -> "3 Nov". */
export function shortDay(date: string): string {
  return new Date(`${date}T00:00:00`).toLocaleDateString("en-GB", { day: "numeric", month: "short" });
}
