import type { Problem } from '../../contract/problem.ts';

/** A worker that lost its Redis after it began to ask: what it was asking is asked by others, and nothing given is wrong. */
export class WorkCutShort extends Error {
  override readonly name = 'WorkCutShort';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.problems = problems;
  }
}
