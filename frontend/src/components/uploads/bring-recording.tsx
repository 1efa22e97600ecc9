/** The place to which recordings are dragged, or from which they are chosen. */
import { useSignal } from "@preact/signals";
import type { JSX, TargetedDragEvent, TargetedEvent } from "preact";
import { ENDINGS } from "../../model/uploads";
import { bring } from "../../stores/uploads";

export function BringRecording(): JSX.Element {
  const isOver = useSignal(false);
  const drop = (event: TargetedDragEvent<HTMLElement>): void => {
    event.preventDefault();
    isOver.value = false;
    if (event.dataTransfer?.files.length) void bring(event.dataTransfer.files);
  };
  const drag = (event: TargetedDragEvent<HTMLElement>): void => {
    event.preventDefault();
    isOver.value = true;
  };
  const choose = (event: TargetedEvent<HTMLInputElement>): void => {
    const input = event.currentTarget;
    const files = [...(input.files ?? [])];
    input.value = "";
    void bring(files);
  };
  return (
    <div class={isOver.value ? "own drop over" : "own drop"} onDrop={drop} onDragOver={drag} onDragLeave={() => (isOver.value = false)}>
      <p>
        <input type="file" aria-label="Recording" aria-describedby="bring-hint" accept={ENDINGS} multiple onChange={choose} />
        <small id="bring-hint">Or drag them here: WAV, MP3 or FLAC, up to ten minutes. What is interrupted goes on where it stopped.</small>
      </p>
    </div>
  );
}
