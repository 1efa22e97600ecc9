/** What a row asks for: nothing, a figure, a style or an instrument; the answer makes a take. */
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import type { SongDetail } from "../../../core/wire";
import { standIns } from "../../../model/band";
import { answered, type Edit, type Question as Asked, QUESTIONS, type Target } from "../../../model/edits";
import { edit } from "../../../stores/edits";
import { instruments } from "../../../stores/styles";
import { Choices } from "../../create/band";
import { StyleChoices } from "../../create/style-blend";
import { ChoiceQuestion, Question } from "./question";

export type Open = Asked["kind"] | "style" | "instrument" | null;

interface Props {
  song: SongDetail;
  open: Signal<Open>;
  target: Target;
  /** What is so now, where the question is for another value. */
  now?: Partial<Record<Asked["kind"] | "style" | "instrument", number | string>>;
  family?: string;
}

export function Asking({ song, open, target, now = {}, family = "" }: Props): JSX.Element | null {
  const kind = open.value;
  const close = (): void => void (open.value = null);
  const make = (wish: Edit): void => {
    close();
    void edit(song, wish);
  };
  if (kind === null) return null;
  const { section, part } = target;
  if (kind === "style") {
    const answer = (style: string): void => make({ kind, section: section ?? 0, style });
    return <ChoiceQuestion label="Style" options={<StyleChoices />} start={String(now.style ?? "")} answer={answer} close={close} />;
  }
  if (kind === "instrument") {
    const answer = (instrument: string): void => make({ kind, part: part ?? "", instrument });
    const options = <Choices instruments={standIns(instruments.value, family)} />;
    return <ChoiceQuestion label="Instrument" options={options} start={String(now.instrument ?? "")} answer={answer} close={close} />;
  }
  const start = now[kind];
  return (
    <Question
      key={kind}
      question={QUESTIONS[kind]}
      {...(typeof start === "number" ? { start } : {})}
      answer={(value) => make(answered(kind, value, target))}
      close={close}
    />
  );
}
