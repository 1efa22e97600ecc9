/** A recording of one's own: it says tempo and key, or plays along. */
import { useSignal } from "@preact/signals";
import type { JSX, TargetedDragEvent, TargetedEvent } from "preact";
import type { OwnAudio, Use } from "../../core/wire-uploads";
import { USES } from "../../core/wire-uploads";
import { ENDINGS } from "../../model/uploads";
import { refusalOf, wishes } from "../../stores/create";
import { bringAndMake, leaveOut, say } from "../../stores/own-audio";
import { user } from "../../stores/session";
import { isSending, problem } from "../../stores/uploads";
import { Icon } from "../icon";
import { SendingList } from "../uploads/sending";

const AS: Readonly<Record<Use, string>> = {
  guide: "says tempo and key",
  stem: "plays along",
};

export function OwnSound(): JSX.Element {
  const isOver = useSignal(false);
  const { audio } = wishes.value;
  const drop = (event: TargetedDragEvent<HTMLElement>): void => {
    event.preventDefault();
    isOver.value = false;
    if (user.value && event.dataTransfer?.files.length) void bringAndMake(event.dataTransfer.files);
  };
  const drag = (event: TargetedDragEvent<HTMLElement>): void => {
    event.preventDefault();
    isOver.value = true;
  };
  const wrong = problem.value || refusalOf("audio");
  return (
    <fieldset class={isOver.value ? "own over" : "own"} onDrop={drop} onDragOver={drag} onDragLeave={() => (isOver.value = false)}>
      <legend>A recording of yours</legend>
      {audio ? <Chosen audio={audio} /> : user.value ? <Choose /> : <SignInFirst />}
      <SendingList />
      {wrong && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
    </fieldset>
  );
}

function Chosen({ audio: { name, use } }: { audio: OwnAudio }): JSX.Element {
  return (
    <ul>
      <li>
        <b>{name}</b>
        <select aria-label={`${name}, what it does`} value={use} onChange={(event) => say(event.currentTarget.value as Use)}>
          {USES.map((one) => (
            <option key={one} value={one}>
              {AS[one]}
            </option>
          ))}
        </select>
        <button type="button" class="btn icon small" aria-label={`Leave out ${name}`} onClick={leaveOut}>
          <Icon name="close" />
        </button>
      </li>
    </ul>
  );
}

function Choose(): JSX.Element {
  const choose = (event: TargetedEvent<HTMLInputElement>): void => {
    const input = event.currentTarget;
    const files = [...(input.files ?? [])];
    input.value = "";
    void bringAndMake(files);
  };
  return (
    <p>
      <input type="file" aria-label="Recording of yours" accept={ENDINGS} disabled={isSending.value} onChange={choose} />
      <small>
        WAV, MP3 or FLAC, or one of <a href="/uploads">your uploads</a>.
      </small>
    </p>
  );
}

function SignInFirst(): JSX.Element {
  return (
    <p>
      <span>
        <a href="/sign-in">Sign in</a> to bring a recording.
      </span>
    </p>
  );
}
