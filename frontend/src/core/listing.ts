/** A list that the server keeps: looked through by words and by a state, a page at a time. */
import { signal } from "@preact/signals";
import type { ApiError } from "./http";
import { asApiError } from "./loading";
import type { Scope } from "./scope";
import type { Page } from "./wire";

const PAUSE_MS = 200;

export interface Asked<State> {
  words: string;
  state: State;
  /** From 1 on. */
  page: number;
  /** The last row of the page before, where that was seen: what comes meanwhile moves nothing. */
  after?: number | string | undefined;
}

export class Listing<T extends { id: number | string }, State = string> {
  readonly words = signal("");
  readonly state;
  readonly page = signal(1);
  /** Null until they are there. */
  readonly rows = signal<readonly T[] | null>(null);
  readonly count = signal(0);
  readonly failure = signal<ApiError | null>(null);
  #asked = 0;
  #underWay = 0;
  /** The last row of each page that was seen, by its number. */
  readonly #lasts: (number | string | undefined)[] = [];

  constructor(
    private readonly fetch: (asked: Asked<State>) => Promise<Page<T>>,
    state: State,
  ) {
    this.state = signal(state);
  }

  /** Load now and whenever something else is looked for, until the scope ends. */
  open(scope: Scope): void {
    let before = "";
    scope.effect(() => {
      const words = this.words.value;
      void this.state.value;
      void this.page.value;
      const isTyped = words !== before;
      before = words;
      const timer = setTimeout(() => void this.renew(), isTyped ? PAUSE_MS : 0);
      return () => clearTimeout(timer);
    });
  }

  /** Look for something else, from the first page on. */
  look({ words = this.words.peek(), state = this.state.peek() }: { words?: string; state?: State }): void {
    this.#lasts.length = 0;
    this.words.value = words;
    this.state.value = state;
    this.page.value = 1;
  }

  /** Load what is shown anew; an answer that a later question overtook is let go. */
  async renew(): Promise<void> {
    const asked = ++this.#asked;
    this.#underWay++;
    const page = this.page.peek();
    try {
      const found = await this.fetch({ words: this.words.peek().trim(), state: this.state.peek(), page, after: this.#lasts[page - 1] });
      if (asked !== this.#asked) return;
      this.#lasts[page] = found.results.at(-1)?.id;
      this.rows.value = found.results;
      this.count.value = found.count;
      this.failure.value = null;
    } catch (error) {
      if (asked === this.#asked) this.failure.value = asApiError(error);
    } finally {
      this.#underWay--;
    }
  }

  /** Do something to a row: what comes back is put into it; what was refused is told above the list. */
  async act(row: T, doing: Promise<Partial<T>>): Promise<void> {
    try {
      const change = await doing;
      this.rows.value = this.rows.peek()?.map((one) => (one.id === row.id ? { ...one, ...change } : one)) ?? null;
      this.failure.value = null;
      if (this.#underWay) await this.renew(); // what is on its way may be of before
    } catch (error) {
      this.failure.value = asApiError(error);
    }
  }
}
