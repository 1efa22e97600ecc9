/** Opens what is beside the player, and closes it. */
import type { JSX } from "preact";
import { panel, type PanelName, togglePanel } from "../../stores/player-panel";
import { Icon, type IconName } from "../icon";

interface Props {
  name: PanelName;
  label: string;
  icon: IconName;
  class?: string;
}

export function PanelButton({ name, label, icon, ...rest }: Props): JSX.Element {
  const isOpen = panel.value === name;
  return (
    <button
      type="button"
      class={`btn icon lamp ${rest.class ?? ""}`}
      aria-label={label}
      title={label}
      aria-expanded={isOpen}
      onClick={() => togglePanel(name)}
    >
      <Icon name={icon} />
    </button>
  );
}
