/** The course of a song: its sections as blocks on the time scale of the picture below. */
import type { ComponentChildren, CSSProperties, JSX } from "preact";
import type { Section } from "../core/wire";
import { fieldOf, letterOf } from "../model/sections";

interface Props {
  sections: readonly Section[];
  duration_s: number;
  isTall?: boolean;
  /** What a block is made of, around its name. */
  block: (section: Section, index: number, name: ComponentChildren) => JSX.Element;
}

export function FormRibbon({ sections, duration_s, isTall = false, block }: Props): JSX.Element {
  return (
    <ol class={isTall ? "form tall" : "form"} aria-label="Sections">
      {sections.map((section, i) => (
        <li key={section.start_bar} class={fieldOf(section)} style={place(section, duration_s)}>
          {block(section, i, <SectionName section={section} />)}
        </li>
      ))}
    </ol>
  );
}

export function SectionName({ section }: { section: Section }): JSX.Element {
  const letter = letterOf(section);
  return (
    <>
      {letter && <b>{letter} </b>}
      <span>{section.name}</span>
    </>
  );
}

/** Where something lies on a time scale, as parts of the whole, for the style sheet. */
export function place({ start_s, end_s }: { start_s: number; end_s: number }, duration_s: number): CSSProperties {
  return {
    "--from": start_s / duration_s,
    "--span": (end_s - start_s) / duration_s,
  } as CSSProperties;
}
