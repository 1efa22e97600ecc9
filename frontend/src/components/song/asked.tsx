/** The words that the song was made from, and what of them was not understood. */
import type { JSX } from "preact";
import type { SongDetail } from "../../core/wire";
import { marksOf, pieces } from "../../model/marks";
import { sayUnknown } from "../../model/unknown";
import { Icon } from "../icon";

export function Asked({ song }: { song: SongDetail }): JSX.Element | null {
  const { brief } = song;
  if (!brief?.prompt) return null;
  const cut = pieces(brief.prompt, marksOf(brief.prompt, brief.understood, brief.unresolved));
  return (
    <div class="lane asked">
      <div class="head">
        <span class="k">Made from</span>
      </div>
      <div>
        <p class="lede marks">
          {cut.map(({ text, mark }, i) => {
            if (!mark) return text;
            return mark.kind === "understood" ? <u key={i}>{text}</u> : <mark key={i}>{text}</mark>;
          })}
        </p>
        {brief.unresolved.map((unknown) => (
          <p key={unknown.start} class="unknown">
            <Icon name="warning" />
            <span>
              <b>{unknown.words}</b> {sayUnknown(unknown)} It was left out.
            </span>
          </p>
        ))}
        <p class="k">Seed {brief.seed}</p>
      </div>
    </div>
  );
}
