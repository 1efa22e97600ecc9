/** An effect in the chain: on or off, its knobs, how much of it is heard, and its place. */
import type { JSX } from "preact";
import type { EffectNumber, EffectShape } from "../../core/contract";
import type { Link } from "../../model/effects";
import { bypass, leaveOut, move, set, setMix } from "../../stores/effects";
import { Icon } from "../icon";
import { Knob } from "./knob";

const MIX: Omit<EffectNumber, "default"> = { kind: "number", name: "mix", label: "Mix", unit: "%", min: 0, max: 100, scale: "even", whole: true, least: null };

interface Props {
  link: Link;
  effect: EffectShape;
  at: number;
  count: number;
}

export function LinkCard({ link, effect, at, count }: Props): JSX.Element {
  const { label, about, parameters } = effect;
  const of = `${at + 1}. ${label}`;
  return (
    <li>
      <div class={link.isBypassed ? "fx off" : "fx"} role="group" aria-label={of}>
        <header>
          <h3>{label}</h3>
          <small>{about}</small>
          <span class="push" />
          <button type="button" class="btn small" aria-pressed={!link.isBypassed} aria-label={`${of}, on`} onClick={() => bypass(link.key, !link.isBypassed)}>
            {link.isBypassed ? "Off" : "On"}
          </button>
          <Small icon="up" label={`Move ${of} up`} isOff={at === 0} act={() => move(at, -1)} />
          <Small icon="down" label={`Move ${of} down`} isOff={at === count - 1} act={() => move(at, 1)} />
          <Small icon="close" label={`Leave out ${of}`} act={() => leaveOut(link.key)} />
        </header>
        <div class="knobs">
          {parameters.map((one) => (
            <Knob key={one.name} of={of} parameter={one} value={link.settings[one.name] ?? one.default} set={(value) => set(link.key, one.name, value)} />
          ))}
          {effect.blends && (
            <Knob
              of={of}
              parameter={{ ...MIX, default: Math.round(100 * effect.mix) }}
              value={Math.round(100 * link.mix)}
              set={(value) => setMix(link.key, Number(value) / 100)}
            />
          )}
        </div>
      </div>
    </li>
  );
}

function Small({ icon, label, isOff = false, act }: { icon: "up" | "down" | "close"; label: string; isOff?: boolean; act: () => void }): JSX.Element {
  return (
    <button type="button" class="btn icon small" aria-label={label} title={label} disabled={isOff} onClick={act}>
      <Icon name={icon} />
    </button>
  );
}
