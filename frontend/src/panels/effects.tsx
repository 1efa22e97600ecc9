/** Effects: a sound of one's own, what is put over it, and how it was before. */
import type { JSX } from "preact";
import { Apply } from "../components/effects/apply";
import { ChainEditor } from "../components/effects/chain";
import { Compare } from "../components/effects/compare";
import { Results } from "../components/effects/results";
import { SourcePicker } from "../components/effects/source";
import { Empty } from "../components/empty";
import { useScope } from "../core/hooks";
import { useTitle } from "../core/title";
import { compared, openComparison } from "../stores/comparison";
import { loadEffects } from "../stores/effects";
import { user } from "../stores/session";
import { loadRecordings } from "../stores/uploads";

export function Effects(): JSX.Element {
  useTitle("Effects");
  const isIn = Boolean(user.value);
  useScope((scope) => {
    openComparison(scope);
    void loadEffects(isIn);
    if (isIn) void loadRecordings();
  }, [isIn]);
  return (
    <section class="screen effects" aria-labelledby="h-effects">
      <h1 id="h-effects">Effects</h1>
      {user.value === null ? (
        <Empty says="Effects are put over sounds of your own, which are kept in an account." way="Open an account" to="/sign-up" />
      ) : (
        <>
          <SourcePicker />
          <ChainEditor />
          <Apply />
          {compared.value && <Compare key={compared.value.asset_id} result={compared.value} />}
          <Results />
        </>
      )}
    </section>
  );
}
