import type { Problem } from '../../contract/problem.ts';

/**
 * A run whose folder could not be written any more after its first call, such as when the disk is full. What was flushed
 * is kept in `folder`, and a resume completes it: there is no verdict, and nothing that was given is wrong.
 */
export class RunCutShort extends Error {
  override readonly name = 'RunCutShort';
  readonly folder: string;
  readonly problems: readonly Problem[];

  constructor(folder: string, problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.folder = folder;
    this.problems = problems;
  }
}
