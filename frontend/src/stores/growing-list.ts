/** A list that grows as one goes down. */
import { batch, computed, signal } from "@preact/signals";
import type { ApiError } from "../core/http";
import { asApiError } from "../core/loading";

const PAGE = 60;

export type PageOf<T> = (page: number, size: number) => Promise<{ count: number; results: readonly T[] }>;

export class GrowingList<T> {
  readonly items = signal<readonly T[]>([]);
  /** Null until it is known. */
  readonly count = signal<number | null>(null);
  readonly failure = signal<ApiError | null>(null);
  readonly isWhole = computed(() => this.count.value !== null && this.items.value.length >= this.count.value);
  #round = 0;
  #isAsking = false;

  constructor(private readonly page: PageOf<T>) {}

  restart(): void {
    this.#round++;
    this.#isAsking = false;
    void this.#fetch([]);
  }

  more(): void {
    if (!this.#isAsking && !this.isWhole.peek()) void this.#fetch(this.items.peek());
  }

  async #fetch(before: readonly T[]): Promise<void> {
    const round = this.#round;
    this.#isAsking = true;
    try {
      const { count, results } = await this.page(before.length / PAGE + 1, PAGE);
      if (round !== this.#round) return;
      batch(() => {
        this.items.value = [...before, ...results];
        this.count.value = count;
        this.failure.value = null;
      });
    } catch (error) {
      if (round === this.#round) this.failure.value = asApiError(error);
    }
    this.#isAsking = false;
  }
}
