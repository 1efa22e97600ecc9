/** Choosing songs of a list, to do something with all of them. */
import { signal } from "@preact/signals";
import { ALL, type Chosen, chosenOf, isChosen, NONE, toggled } from "../model/choice";

export class Choice {
  readonly isOpen = signal(false);
  readonly chosen = signal<Chosen>(NONE);

  has(id: number): boolean {
    return isChosen(this.chosen.value, id);
  }

  toggle(id: number): void {
    this.chosen.value = toggled(this.chosen.peek(), id);
  }

  /** Choose all, or none if all are. */
  toggleAll(count: number): void {
    this.chosen.value = this.count(count) === count ? NONE : ALL;
  }

  count(of: number): number {
    return chosenOf(this.chosen.value, of);
  }

  open(): void {
    this.isOpen.value = true;
  }

  close(): void {
    this.isOpen.value = false;
    this.chosen.value = NONE;
  }
}
