/** A row of things to do with a part of a song, or the question that one of them asks. */
import type { ComponentChildren, JSX } from "preact";
import { edit, editOf, makingOf, refusals } from "../../../stores/edits";
import type { SongDetail } from "../../../core/wire";
import type { Edit } from "../../../model/edits";
import { editPrice } from "../../../stores/credits";
import { Cost } from "../../credits/cost";
import { Icon, type IconName } from "../../icon";

interface RowProps {
  song: SongDetail;
  label: string;
  class: string;
  head: ComponentChildren;
  /** Says here why an edit was refused. */
  tells?: boolean;
  children: ComponentChildren;
}

export function ActRow({ song, label, head, children, tells = true, ...rest }: RowProps): JSX.Element {
  const price = editPrice(song.duration_s);
  const costs = price !== null && song.track_id !== null;
  const problem = tells ? refusals.value.get(song.id) : undefined;
  return (
    <div class={`lane touch ${rest.class}`} role="group" aria-label={label}>
      <div class="head">{head}</div>
      <div class="acts">
        {children}
        {tells && (
          <p class="editing" role="status">
            {makingOf(song.id)}
          </p>
        )}
        {tells && costs && (
          <small>
            Each change <Cost price={price} />
          </small>
        )}
        {problem && (
          <p class="wrong" role="alert">
            <Icon name="warning" />
            {problem}
          </p>
        )}
      </div>
    </div>
  );
}

interface ActProps {
  song: SongDetail;
  icon?: IconName;
  keys?: string;
  wish: Edit | null;
  children: ComponentChildren;
}

/** A button that makes a take at once; it rests while another take is made, or where there is nothing to do. */
export function Act({ song, icon, keys, wish, children }: ActProps): JSX.Element {
  return (
    <button
      type="button"
      class="btn small"
      disabled={!wish || editOf(song.id) !== null}
      onClick={() => wish && void edit(song, wish)}
    >
      {icon && <Icon name={icon} />}
      {children}
      {keys && <kbd>{keys}</kbd>}
    </button>
  );
}

interface AskProps {
  song: SongDetail;
  keys?: string;
  open: () => void;
  children: ComponentChildren;
}

/** A button that asks for a figure first. */
export function Ask({ song, keys, open, children }: AskProps): JSX.Element {
  return (
    <button type="button" class="btn small" disabled={editOf(song.id) !== null} onClick={open}>
      {children}
      {keys && <kbd>{keys}</kbd>}
    </button>
  );
}
