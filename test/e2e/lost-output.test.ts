import { expect, it } from 'vitest';
import { CLI, NODE, start } from './run-cli.ts';
import { writeProject } from './small-project.ts';

// All verbs are tried in test/slow/output.test.ts.
it.each([
  ['is full', '>/dev/full', 'the output could not be written: ENOSPC'],
  ['nobody reads', '| true', ''],
])('an output that %s changes no exit code, and is no defect of ours', async (_what, output, says) => {
  const script = `{ '${NODE}' '${CLI}' config schema; echo "code $?" >&2; } ${output}`;
  const { stderr } = await start('sh', ['-c', script], { cwd: await writeProject({}) }).ended;
  expect(stderr).toMatch(new RegExp(`^${says}.*\\s*code 0\n$`));
});
