/** One recording: its wave, what was found out about it, and what can be made of it. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { go } from "../../core/router";
import type { Upload } from "../../core/wire-uploads";
import { drawWave } from "../../draw/wave";
import { useDrawing } from "../../draw/surface";
import { factsOf, isLookedThrough } from "../../model/uploads";
import { source } from "../../stores/effects";
import { makeWith } from "../../stores/own-audio";
import { analyse, remove, rename } from "../../stores/uploads";
import { hear, isSampleHeard, sampled } from "../../stores/voices";
import { Icon } from "../icon";
import { Menu } from "../menu";
import { NameField } from "./name-field";

export function RecordingRow({ recording }: { recording: Upload }): JSX.Element {
  const isRenaming = useSignal(false);
  const { name, analysis } = recording;
  const use = (): void => {
    makeWith(recording);
    go("/");
  };
  return (
    <li class="recording">
      <Hear recording={recording} />
      <div class="what">
        {isRenaming.value ? (
          <NameField name={name} save={(to) => void rename(recording, to)} close={() => (isRenaming.value = false)} />
        ) : (
          <h2>{name}</h2>
        )}
        <Facts recording={recording} />
      </div>
      <Wave peaks={analysis?.peaks ?? []} />
      <button type="button" class="btn small" aria-label={`Make a song with ${name}`} onClick={use}>
        Make a song
      </button>
      <Menu
        label={`More for ${name}`}
        class="btn icon"
        groups={[
          {
            items: [
              { label: "Rename", act: () => (isRenaming.value = true) },
              { label: "Put effects on it", act: () => putEffects(recording) },
              { label: "Download", href: `${recording.url}?download=1` },
              { label: "Remove", act: () => void remove(recording) },
            ],
          },
        ]}
      >
        <Icon name="more" />
      </Menu>
    </li>
  );
}

function putEffects({ id, name }: Upload): void {
  source.value = { kind: "upload", asset_id: id, name };
  go("/effects");
}

function Facts({ recording }: { recording: Upload }): JSX.Element {
  const { id, name, analysis } = recording;
  const isLost = analysis === null || analysis.status === "failed" || analysis.status === "cancelled";
  return (
    <p class="k">
      {factsOf(recording).join(" · ")}
      {isLookedThrough(recording) && <span role="status"> · Listening</span>}
      {analysis?.unheard && <span class="unheard">{analysis.unheard}</span>}
      {isLost && (
        <button type="button" class="btn small quiet" aria-label={`Listen to ${name} again`} onClick={() => void analyse(id)}>
          Listen to it
        </button>
      )}
    </p>
  );
}

function Hear({ recording: { name, url } }: { recording: Upload }): JSX.Element {
  const plays = sampled.value === url;
  const says = plays ? (isSampleHeard.value ? "Pause" : "Waiting for") : "Play";
  return (
    <button type="button" class="btn icon" aria-label={`${says} ${name}`} onClick={() => void hear(url)}>
      <Icon name={plays ? "pause" : "play"} />
    </button>
  );
}

const HIGHEST = 255;

function Wave({ peaks }: { peaks: readonly number[] }): JSX.Element {
  const canvas = useDrawing(
    (ctx, width, height, colours) => drawWave(ctx, peaks, Math.max(0.1, ...peaks) / HIGHEST, width, height, colours.plain),
    [peaks],
  );
  return <canvas ref={canvas} aria-hidden="true" />;
}
