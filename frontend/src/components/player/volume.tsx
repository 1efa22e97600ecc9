/** How loud the studio is, and what really comes out of it. */
import type { JSX, TargetedInputEvent } from "preact";
import { volume } from "../../stores/playing";
import { Icon } from "../icon";
import { OutputMeter } from "./output-meter";

export function Volume(): JSX.Element {
  const set = (event: TargetedInputEvent<HTMLInputElement>): void => {
    volume.value = Number(event.currentTarget.value) / 100;
  };
  return (
    <div class="volume">
      <Icon name={volume.value > 0 ? "volume" : "silent"} />
      <span class="fader">
        <input
          type="range"
          min={0}
          max={100}
          value={Math.round(volume.value * 100)}
          aria-label="Volume, percent"
          onInput={set}
        />
        <OutputMeter />
      </span>
    </div>
  );
}
