/** The chain: a preset to begin with, effects to add, and each of them with its knobs. */
import type { JSX } from "preact";
import { inGroups } from "../../model/groups";
import { add, catalogue, chain, choosePreset, kinds, preset } from "../../stores/effects";
import { GroupedOptions } from "../grouped-options";
import { LinkCard } from "./link-card";

export function ChainEditor(): JSX.Element {
  const links = chain.value;
  return (
    <section class="chain" aria-labelledby="h-chain">
      <h2 id="h-chain">The chain</h2>
      <div class="fields">
        <PresetPicker />
        <AddEffect />
      </div>
      {links.length > 0 && (
        <ol>
          {links.map((link, at) => {
            const effect = kinds.value.get(link.type);
            return effect && <LinkCard key={link.key} link={link} effect={effect} at={at} count={links.length} />;
          })}
        </ol>
      )}
    </section>
  );
}

function PresetPicker(): JSX.Element {
  const about = catalogue.value?.presets.find(({ name }) => name === preset.value)?.about;
  return (
    <p class="field">
      <label for="fx-preset">Preset</label>
      <select id="fx-preset" value={preset.value} aria-describedby="fx-about" onChange={(event) => choosePreset(event.currentTarget.value)}>
        <option value="">{chain.value.length ? "A chain of your own" : "None"}</option>
        <GroupedOptions groups={inGroups(catalogue.value?.presets ?? [], ({ group }) => group)} />
      </select>
      <small id="fx-about">{about ?? "A chain to begin with; change whatever you like."}</small>
    </p>
  );
}

function AddEffect(): JSX.Element {
  const most = catalogue.value?.limits.effects ?? 0;
  const available = catalogue.value?.effects.filter((effect) => effect.available) ?? [];
  return (
    <p class="field">
      <label for="fx-add">Add an effect</label>
      <select
        id="fx-add"
        value=""
        disabled={chain.value.length >= most}
        onChange={(event) => {
          add(event.currentTarget.value);
          event.currentTarget.value = "";
        }}
      >
        <option value="">Choose one</option>
        <GroupedOptions groups={inGroups(available, ({ group }) => group)} />
      </select>
      <small>It goes to the end of the chain.</small>
    </p>
  );
}
