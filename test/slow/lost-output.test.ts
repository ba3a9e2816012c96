import { expect, it } from 'vitest';
import { CLI, NODE, start } from '../e2e/run-cli.ts';
import { writeProject } from '../e2e/small-project.ts';

// All verbs are tried in test/slow/output.test.ts.
it.each([
  ['is lost on a full disk', '>/dev/full', 'the output could not be written: ENOSPC', 3],
  ['nobody reads', '| true', '', 0],
])(
  'an output that %s is no defect of ours, and no success where it is lost',
  async (_what, output, says, code) => {
    const script = `{ '${NODE}' '${CLI}' config schema; echo "code $?" >&2; } ${output}`;
    const { stderr } = await start('sh', ['-c', script], { cwd: await writeProject({}) }).ended;
    expect(stderr).toMatch(new RegExp(`^${says}.*\\s*code ${code}\n$`));
  },
);
