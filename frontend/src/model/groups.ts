/** Things in groups, each group where its first member stands. */
import { capital } from "./names";

export interface Group<T> {
  title: string;
  members: T[];
}

export function inGroups<T>(things: readonly T[], groupOf: (thing: T) => string): Group<T>[] {
  const names = [...new Set(things.map(groupOf))];
  return names.map((name) => ({ title: capital(name), members: things.filter((thing) => groupOf(thing) === name) }));
}
