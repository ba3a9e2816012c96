import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { BAD_INPUTS } from './bad-inputs.ts';
import { runCli } from './run-cli.ts';
import { runMany } from './run-many.ts';
import { SMALL, writeProject } from './small-project.ts';

interface Told {
  readonly code: number | null;
  readonly stderr: string;
  readonly runs: boolean;
}

const outcomes = new Map<string, Told>();

beforeAll(async () => {
  const folders = await Promise.all(BAD_INPUTS.map(({ files = SMALL }) => writeProject(files)));
  const lines = BAD_INPUTS.map(({ args = [] }, at) => ({
    cwd: folders[at] ?? '',
    args: ['verify', ...args],
  }));
  const results = await runMany(lines);
  for (const [at, { name }] of BAD_INPUTS.entries()) {
    const { code = null, stderr = '' } = results[at] ?? {};
    outcomes.set(name, { code, stderr, runs: existsSync(join(folders[at] ?? '', 'reports')) });
  }
});

describe('bad input', () => {
  it.each(BAD_INPUTS)('is told in whole words and starts nothing: $name', ({ name, says, code = 2 }) => {
    expect(outcomes.get(name)).toEqual({ code, stderr: says, runs: false });
  });

  it('ends a process of its own with the same words', async () => {
    const cwd = await writeProject({});
    const { code, stdout, stderr } = await runCli(['verify'], { cwd });
    expect([code, stdout, stderr]).toEqual([2, '', BAD_INPUTS[0]?.says]);
  });
});
