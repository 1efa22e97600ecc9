/** Music of one's own, that stays note for note while the rest is composed around it. */
import { useSignal } from "@preact/signals";
import type { JSX, TargetedDragEvent, TargetedEvent } from "preact";
import { useRef } from "preact/hooks";
import { useScope } from "../../core/hooks";
import { MATERIALS, type Brought, type Material } from "../../core/wire";
import { refusalOf, wishes } from "../../stores/create";
import { focusField } from "../../stores/create-focus";
import { bring, ENDINGS, isUploading, MOST_FILES, problem, say, takeAway } from "../../stores/own-music";
import { user } from "../../stores/session";
import { Icon } from "../icon";

const AS: Readonly<Record<Material, string>> = {
  melody: "the melody",
  chords: "the chords",
  bass: "the bass",
  drums: "the drums",
  song: "the whole song, to rearrange",
};

export function OwnMusic(): JSX.Element {
  const isOver = useSignal(false);
  const field = useRef<HTMLInputElement>(null);
  useScope((scope) => scope.effect(() => {
    if (focusField.value !== "given") return;
    focusField.value = null;
    field.current?.focus();
  }), []);
  const given = wishes.value.given ?? [];
  const drop = (event: TargetedDragEvent<HTMLElement>): void => {
    event.preventDefault();
    isOver.value = false;
    if (user.value && event.dataTransfer) void bring(event.dataTransfer.files);
  };
  const drag = (event: TargetedDragEvent<HTMLElement>): void => {
    event.preventDefault();
    isOver.value = true;
  };
  const choose = (event: TargetedEvent<HTMLInputElement>): void => {
    const input = event.currentTarget;
    void bring([...(input.files ?? [])]).then(() => (input.value = ""));
  };
  const wrong = problem.value || refusalOf("given");
  return (
    <fieldset class={isOver.value ? "own over" : "own"} onDrop={drop} onDragOver={drag} onDragLeave={() => (isOver.value = false)}>
      <legend>Your own music</legend>
      {given.length > 0 && (
        <ul>
          {given.map((one) => (
            <File key={one.upload} one={one} />
          ))}
        </ul>
      )}
      {user.value ? (
        given.length < MOST_FILES && (
          <p>
            <input ref={field} type="file" aria-label="MIDI or MusicXML file" accept={ENDINGS} multiple disabled={isUploading.value} onChange={choose} />
            <small>MIDI or MusicXML. Its notes stay as they are.</small>
          </p>
        )
      ) : (
        <p>
          <span>
            <a href="/sign-in">Sign in</a> to bring a MIDI or MusicXML file.
          </span>
        </p>
      )}
      {wrong && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
    </fieldset>
  );
}

function File({ one }: { one: Brought }): JSX.Element {
  return (
    <li>
      <b>{one.name}</b>
      <label>
        <span class="k">is </span>
        <select aria-label={`${one.name} is`} value={one.as} onChange={(event) => say(one.upload, event.currentTarget.value as Material)}>
          {MATERIALS.map((material) => (
            <option key={material} value={material}>
              {AS[material]}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="btn icon small" aria-label={`Leave out ${one.name}`} onClick={() => takeAway(one.upload)}>
        <Icon name="close" />
      </button>
    </li>
  );
}
