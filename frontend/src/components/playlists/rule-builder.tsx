/** Builds the rule of a smart playlist, and says at once how many songs it finds. */
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { ruleFields, tryRule } from "../../api/playlists";
import type { RuleFields } from "../../core/contract";
import { useScope } from "../../core/hooks";
import { ApiError } from "../../core/http";
import { many } from "../../model/names";
import { conditionsOf, type Draft, isWhole, ruleOf } from "../../model/rules";
import { total } from "../../model/time";
import { RuleGroup } from "./rule-group";

const PAUSE_MS = 300;

export function RuleBuilder({ draft }: { draft: Signal<Draft> }): JSX.Element | null {
  const told = useSignal<RuleFields | null>(null);
  const found = useSignal("");
  useScope((scope) => {
    void attempt(async () => void (told.value = await ruleFields()), found);
    scope.effect(() => {
      const rule = draft.value;
      if (!isWhole(rule)) return void (found.value = "");
      const timer = setTimeout(() => void attempt(async () => {
        const { count, duration_s } = await tryRule(ruleOf(rule));
        found.value = `${many(count, "song")}, ${total(duration_s)}`;
      }, found), PAUSE_MS);
      return () => clearTimeout(timer);
    });
  }, []);
  if (!told.value) return null;
  const { orders, limits } = told.value;
  const set = (change: Partial<Draft>): void => void (draft.value = { ...draft.peek(), ...change });
  const { order_by, limit } = draft.value;
  const isFull = conditionsOf(draft.value).length >= limits.conditions;
  return (
    <fieldset class="rule">
      <legend class="k">Songs of which</legend>
      <RuleGroup group={draft.value} told={told.value} isFull={isFull} put={set} />
      {isFull && <p class="k">A rule has up to {limits.conditions} conditions.</p>}
      <div class="newlist">
        <span class="field">
          <label for="rule-order">In order of</label>
          <select id="rule-order" value={order_by} onChange={(event) => set({ order_by: event.currentTarget.value })}>
            {orders.map((order) => (
              <option key={order} value={order}>
                {order.startsWith("-") ? `${order.slice(1)}, most first` : order}
              </option>
            ))}
          </select>
        </span>
        <span class="field">
          <label for="rule-limit">At most</label>
          <input
            id="rule-limit"
            type="number"
            min={1}
            max={limits.songs}
            value={limit}
            onChange={(event) => set({ limit: Number(event.currentTarget.value) })}
          />
        </span>
      </div>
      <p class="k" role="status">
        {found.value}
      </p>
    </fieldset>
  );
}

async function attempt(act: () => Promise<void>, says: Signal<string>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    says.value = error.message;
  }
}
