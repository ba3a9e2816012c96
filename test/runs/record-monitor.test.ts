import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/contract/problem.ts';
import { recordMonitor } from '../../src/runs/rollout/record-monitor.ts';
import { startRollout } from '../../src/runs/rollout/start-rollout.ts';
import { CONFIG, SMALL, writeProject } from '../e2e/small-project.ts';
import { eagerWorld } from '../e2e/verify-project.ts';

/** Of a project with these monitors whose rollout has begun: what `rollout record --monitor` says of a file that it chose. */
async function chosenFrom(...ids: readonly string[]): Promise<readonly string[]> {
  const migrations = [{ id: 'move', baseline: 'vllm', candidate: 'nim', policy: 'default' }];
  const monitors = ids.length === 0 ? {} : { monitors: ids.map((id) => ({ id })) };
  const root = await writeProject({
    ...SMALL,
    'llama-contract.config.yaml': { ...CONFIG, migrations, ...monitors },
  });
  const config = join(root, 'llama-contract.config.yaml');
  const options = { config, out: join(root, 'reports'), migration: 'move', by: 'the tests' };
  const world = { ...eagerWorld(), uptime: { boot: 'one', upMs: () => 0 } };
  await startRollout(options, world);
  const thrown: unknown = await recordMonitor({ ...options, file: null, allowSynthetic: true }, world).catch(
    (error: unknown) => error,
  );
  if (!(thrown instanceof InputError)) throw thrown;
  return thrown.problems.map(({ message, mend }) => `${message} -> ${mend ?? ''}`.replaceAll(root, '.'));
}

const unseen = (file: string) => expect.stringContaining(`nothing of it is in ./reports/${file} -> `);

describe('a record of what a monitor saw, where no file is named', () => {
  it('reads that of the only monitor of the configuration', async () => {
    expect(await chosenFrom('night')).toEqual([unseen('monitors/night.jsonl')]);
  });

  it('reads that of a monitor without an id where the configuration has none', async () => {
    expect(await chosenFrom()).toEqual([unseen('monitor.jsonl')]);
  });

  it('chooses among several for nobody, and says how each is named', async () => {
    expect(await chosenFrom('night', 'day')).toEqual([
      'which monitor is meant is not determined -> name one: --monitor ./reports/monitors/night.jsonl, --monitor ./reports/monitors/day.jsonl',
    ]);
  });
});
