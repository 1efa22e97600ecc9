/** Create: a sentence, how it is read, and the song that it will be. */
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { ByHand } from "../components/create/by-hand";
import { Chips } from "../components/create/chips";
import { PlanSketch } from "../components/create/plan-sketch";
import { PromptBox } from "../components/create/prompt-box";
import { StyleRow } from "../components/create/style-row";
import { UnknownWords } from "../components/create/unknown-words";
import { WordsPanel } from "../components/words/words-panel";
import { Notice } from "../components/notice";
import { Cost } from "../components/credits/cost";
import { wayOn } from "../components/credits/way-on";
import { useScope } from "../core/hooks";
import { go } from "../core/router";
import { useTitle } from "../core/title";
import { capital } from "../model/names";
import { about } from "../model/time";
import { isMaking, isSaid, keepReading, make, reading, refusal, refusalOf, wordsRefusal } from "../stores/create";
import { isByHand, isWords } from "../stores/create-focus";
import { credits } from "../stores/credits";
import { user } from "../stores/session";
import { sings } from "../stores/voices";

export function Create(): JSX.Element {
  useTitle("Create");
  useScope(keepReading, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void makeAndShow();
  };
  return (
    <section class="screen create" aria-labelledby="h-create" onKeyDown={onKeyDown}>
      <h1 id="h-create">What should it sound like?</h1>
      <PromptBox />
      <UnknownWords />
      {refusal.value && !isAtItsField() && <Notice way={wayOn(refusal.value)}>{refusal.value.message}</Notice>}
      <Chips />
      <PlanSketch />
      <div class="go">
        <MakeButton />
        <Estimate />
        <span class="push" />
        {sings.value && <Opener opens="words" isOpen={isWords}>Words</Opener>}
        <Opener opens="by-hand" isOpen={isByHand}>By hand</Opener>
      </div>
      {sings.value && isWords.value && <WordsPanel />}
      {isByHand.value && <ByHand />}
      <StyleRow />
    </section>
  );
}

function Opener({ opens, isOpen, children }: { opens: string; isOpen: Signal<boolean>; children: string }): JSX.Element {
  return (
    <button type="button" class="btn quiet" aria-expanded={isOpen.value} aria-controls={opens} onClick={() => (isOpen.value = !isOpen.value)}>
      {children}
    </button>
  );
}

/** What is wrong with a form, chords, music of one's own or words is said where they are. */
const isAtItsField = (): boolean =>
  (isByHand.value && Boolean(refusalOf("form") ?? refusalOf("chords") ?? refusalOf("given") ?? refusalOf("audio"))) || (sings.value && isWords.value && wordsRefusal.value !== null);

function MakeButton(): JSX.Element {
  return (
    <button type="button" class="btn primary big" disabled={!isSaid.value} aria-describedby="est" onClick={() => void makeAndShow()}>
      {isMaking.value ? "Making the song" : "Make the song"}
      <kbd>Ctrl ↵</kbd>
    </button>
  );
}

function Estimate(): JSX.Element {
  const { eta_s = null, price = null } = reading.value?.says ?? {};
  const costs = Boolean(price && credits.value);
  return (
    <p class="est" id="est">
      {!isSaid.value && "Type a sentence first. "}
      {eta_s !== null && <b>{capital(about(eta_s))}</b>}
      {eta_s !== null && costs && ", "}
      {costs && <Cost price={price} />}
      {user.value === null && (
        <>
          {eta_s !== null && ". "}
          <a href="/sign-up">Sign up</a> to keep your songs.
        </>
      )}
    </p>
  );
}

/** Make the song; where there is no room for the tray, go to see the job. */
async function makeAndShow(): Promise<void> {
  const job = await make();
  if (job && !matchMedia("(min-width: 1280px)").matches) go(`/jobs/${job}`);
}
