import type { ProblemAt } from '../../files/problem-at.ts';

/** What rows mean together, and what is wrong with it. A value that an error keeps from being is null. */
export interface Resolved<T> {
  readonly value: T;
  readonly problems: readonly ProblemAt[];
}

export function sound<T>(value: T): Resolved<T> {
  return { value, problems: [] };
}

export function wrong(...problems: readonly ProblemAt[]): Resolved<null> {
  return { value: null, problems };
}
