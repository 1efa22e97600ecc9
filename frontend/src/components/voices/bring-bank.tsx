/** The field in which an administrator brings a voicebank, and how far it has come. */
import { useSignal } from "@preact/signals";
import type { JSX, TargetedDragEvent, TargetedEvent } from "preact";
import { bring, sending, stopSending } from "../../stores/banks";

export function BringBank(): JSX.Element {
  const isOver = useSignal(false);
  const drop = (event: TargetedDragEvent<HTMLElement>): void => {
    event.preventDefault();
    isOver.value = false;
    const file = event.dataTransfer?.files[0];
    if (file && !sending.value) void bring(file);
  };
  const drag = (event: TargetedDragEvent<HTMLElement>): void => {
    event.preventDefault();
    isOver.value = true;
  };
  const choose = (event: TargetedEvent<HTMLInputElement>): void => {
    const input = event.currentTarget;
    const file = input.files?.[0];
    if (file) void bring(file).then(() => (input.value = ""));
  };
  return (
    <div class={isOver.value ? "own over" : "own"} onDrop={drop} onDragOver={drag} onDragLeave={() => (isOver.value = false)}>
      <p>
        <input type="file" aria-label="Zip of a voicebank" accept=".zip,application/zip" disabled={sending.value !== null} onChange={choose} />
        {!sending.value && <small>A DiffSinger bank for OpenUtau, as a zip. It is looked through before it sings.</small>}
      </p>
      {sending.value && <Sending name={sending.value.name} share={sending.value.share} />}
    </div>
  );
}

function Sending({ name, share }: { name: string; share: number }): JSX.Element {
  const isThere = share >= 1;
  return (
    <div class="sending">
      <label>
        <span role="status">{isThere ? `Looking through ${name}` : `Sending ${name}`}</span>
        {isThere ? <progress /> : <progress value={share} />}
      </label>
      <button type="button" class="btn small quiet" onClick={stopSending}>
        Cancel
      </button>
    </div>
  );
}
