/** A list of the desk: what is looked for, a table whose rows become cards on phones, and its pages. */
import type { ComponentChildren, JSX } from "preact";
import type { Listing } from "../../core/listing";
import { PAGE_SIZE } from "../../api/admin";
import { Icon } from "../icon";
import { Menu, type MenuItem } from "../menu";
import { Notice } from "../notice";

export interface Column<T> {
  head: string;
  isNumber?: boolean;
  cell: (row: T) => ComponentChildren;
}

interface Props<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  /** What a row is called where its menu is. */
  name: (row: T) => string;
  acts?: (row: T) => readonly MenuItem[];
}

export function Table<T extends { id: number | string }>({ label, columns, rows, name, acts }: Props<T>): JSX.Element {
  return (
    <table class="deskrows" aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ head, isNumber }) => (
            <th key={head} scope="col" class={isNumber ? "num" : undefined}>
              {head}
            </th>
          ))}
          {acts && (
            <th scope="col" class="c-acts">
              <span class="sr">Actions</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            {columns.map(({ head, isNumber, cell }, index) =>
              index === 0 ? (
                <th key={head} scope="row">
                  {cell(row)}
                </th>
              ) : (
                <td key={head} data-label={head} class={isNumber ? "num" : undefined}>
                  {cell(row)}
                </td>
              ),
            )}
            {acts && (
              <td class="c-acts">
                <RowMenu name={name(row)} items={acts(row)} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RowMenu({ name, items }: { name: string; items: readonly MenuItem[] }): JSX.Element | null {
  if (!items.length) return null;
  return (
    <Menu label={`More for ${name}`} class="btn icon" groups={[{ items }]}>
      <Icon name="more" />
    </Menu>
  );
}

interface RowsProps<T extends { id: number | string }, State> extends Omit<Props<T>, "rows"> {
  listing: Listing<T, State>;
  /** Which rows are shown, where not all of them are. */
  shows?: (row: T) => boolean;
  none: string;
}

interface ListProps<T extends { id: number | string }, State extends string> extends RowsProps<T, State> {
  /** States to choose from; none where there is nothing to choose. */
  states?: readonly (readonly [State, string])[];
  hasSearch?: boolean;
}

export function List<T extends { id: number | string }, State extends string>(props: ListProps<T, State>): JSX.Element {
  const { states, hasSearch, ...table } = props;
  const { listing } = table;
  return (
    <>
      <div class="sift" role="search">
        {hasSearch && (
          <label class="find">
            <Icon name="search" />
            <span class="sr">Search {table.label.toLowerCase()}</span>
            <input type="search" placeholder="Search" value={listing.words.value} onInput={(event) => listing.look({ words: event.currentTarget.value })} />
          </label>
        )}
        {states && (
          <label class="field">
            <span class="sr">Which {table.label.toLowerCase()}</span>
            <select value={listing.state.value} onChange={(event) => listing.look({ state: event.currentTarget.value as State })}>
              {states.map(([state, word]) => (
                <option key={state} value={state}>
                  {word}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <Rows {...table} />
    </>
  );
}

/** What was found, and its pages. */
export function Rows<T extends { id: number | string }, State>({ listing, shows, none, ...table }: RowsProps<T, State>): JSX.Element {
  const { failure } = listing;
  const rows = shows ? listing.rows.value?.filter(shows) : listing.rows.value;
  return (
    <>
      {failure.value && <Notice>{failure.value.message}</Notice>}
      {rows?.length === 0 && <p class="none">{none}</p>}
      {rows && rows.length > 0 && <Table {...table} rows={rows} />}
      <Pages listing={listing} />
    </>
  );
}

function Pages<T extends { id: number | string }, State>({ listing }: { listing: Listing<T, State> }): JSX.Element | null {
  const pages = Math.ceil(listing.count.value / PAGE_SIZE);
  if (pages < 2) return null;
  const at = listing.page.value;
  const go = (to: number) => (): void => void (listing.page.value = to);
  return (
    <nav class="pages" aria-label="Pages">
      <button type="button" class="btn small" disabled={at <= 1} onClick={go(at - 1)}>
        Before
      </button>
      <p class="k num" role="status">
        Page {at} of {pages}
      </p>
      <button type="button" class="btn small" disabled={at >= pages} onClick={go(at + 1)}>
        Next
      </button>
    </nav>
  );
}
