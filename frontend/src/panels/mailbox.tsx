/** The development mailbox: the letters that this studio wrote, where it has no mail server. */
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { listLetters, type Letter } from "../api/session";
import { Notice } from "../components/notice";
import { loading } from "../core/loading";
import { useTitle } from "../core/title";

export function Mailbox(): JSX.Element {
  useTitle("Mailbox");
  const letters = useMemo(() => loading(listLetters()), []).value;
  return (
    <section class="screen mailbox" aria-labelledby="h-mailbox">
      <h1 id="h-mailbox">Mailbox</h1>
      <p class="lede">This studio runs for development and sends no mail. Here are the letters that it would have sent.</p>
      {letters.state === "failed" && <Notice>{letters.error.message}</Notice>}
      {letters.state === "ready" && !letters.value.length && <p class="k">No letters yet.</p>}
      {letters.state === "ready" && (
        <ol class="letters">
          {letters.value.map((letter) => (
            <One key={letter.id} letter={letter} />
          ))}
        </ol>
      )}
    </section>
  );
}

function One({ letter }: { letter: Letter }): JSX.Element {
  const [link] = letter.links;
  return (
    <li>
      <article aria-label={`${letter.subject}, to ${letter.to}`}>
        <h2>
          {letter.subject} <small>to {letter.to}</small>
        </h2>
        <p class="text">{letter.text.trim()}</p>
        {link && (
          <a class="btn" href={here(link)}>
            Follow the link
          </a>
        )}
      </article>
    </li>
  );
}

/** A letter names the address that people use from outside; from here the studio is where the page came from. */
function here(link: string): string {
  const { pathname, search } = new URL(link);
  return pathname + search;
}
