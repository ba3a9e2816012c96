import { join } from 'node:path';
import { expect, it } from 'vitest';
import { InputError } from '../../src/contract/problem.ts';
import { loadProject } from '../../src/runs/project/load-project.ts';
import { CONFIG, SMALL, writeProject } from '../e2e/small-project.ts';

const criterion = { id: 'errors', metric: 'error-rate', threshold: 0, decide: 'point', suites: ['smal'] };
const migration = { id: 'move', baseline: 'vllm', candidate: 'nim', policy: 'strict' };

it('a configuration that lists no suites is held to those that stand beside it, in whatever is loaded', async () => {
  const config = {
    ...CONFIG,
    policies: { strict: { full: { criteria: [criterion] } } },
    migrations: [
      { ...migration, suites: ['small'] },
      { ...migration, id: 'other', suites: ['small', 'big'] },
    ],
  };
  const root = await writeProject({ ...SMALL, 'llama-contract.config.yaml': config });
  const load = (suites: readonly string[] | null) =>
    loadProject({ config: join(root, 'llama-contract.config.yaml'), suites, baseline: 'reference' });
  for (const suites of [null, ['small']]) {
    const refused: unknown = await load(suites).catch((error: unknown) => error);
    const problems = refused instanceof InputError ? refused.problems : [];
    expect(problems.map(({ pointer, message, mend }) => [pointer, message, mend])).toEqual([
      ['/policies/strict/full/criteria/0/suites/0', 'there is no suite "smal"', 'did you mean "small"?'],
      ['/migrations/1/suites/1', 'there is no suite "big"', 'known: small'],
    ]);
  }
  // Whoever asks no suite reads no folder of them.
  expect((await load([])).suites).toEqual([]);
});
