/** Work that may wait: of all that stands in line so much is done in each frame that nobody notices. */

const BUDGET_MS = 5;

const waiting = new Set<() => void>();
let isRunning = false;

/** Do something when its turn has come; the answer takes it out of the line. */
export function inTurn(act: () => void): () => void {
  waiting.add(act);
  if (!isRunning) requestAnimationFrame(run);
  isRunning = true;
  return () => waiting.delete(act);
}

function run(): void {
  const start_ms = performance.now();
  for (const act of waiting) {
    waiting.delete(act);
    act();
    if (performance.now() - start_ms > BUDGET_MS) break;
  }
  isRunning = waiting.size > 0;
  if (isRunning) requestAnimationFrame(run);
}
