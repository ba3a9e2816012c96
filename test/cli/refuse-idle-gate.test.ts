import { describe, expect, it } from 'vitest';
import type { GateFlags } from '../../src/cli/verbs/gate-verb.ts';
import { refuseIdleGate } from '../../src/cli/actions/refuse-idle-gate.ts';
import { InputError } from '../../src/contract/problem.ts';
import { runMany } from '../e2e/run-many.ts';
import { SMALL, writeProject } from '../e2e/small-project.ts';

const NONE: GateFlags = { config: 'c', out: 'o', evidenceRoot: [] };

function refused(...[what, flags]: Parameters<typeof refuseIdleGate>): readonly string[] {
  try {
    refuseIdleGate(what, flags);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(({ message }) => message);
  }
}

describe('flags that what is asked of a gate does not take', () => {
  it.each<[Parameters<typeof refuseIdleGate>[0], Partial<GateFlags>, readonly string[]]>([
    ['plan', { port: 0 }, ['--port is for gate serve, and not for gate plan']],
    [
      'plan',
      { allowSynthetic: true },
      ['--allow-synthetic is for gate and gate serve, and not for gate plan'],
    ],
    [
      'plan',
      { evidenceRoot: ['a'], years: 2 },
      [
        '--evidence-root is for gate and gate serve, and not for gate plan',
        '--years is for gate calibrate, and not for gate plan',
      ],
    ],
    [
      null,
      { host: '::1', seed: 1 },
      ['--host is for gate serve, and not for gate', '--seed is for gate calibrate, and not for gate'],
    ],
    [
      'calibrate',
      { candidate: 'nim' },
      ['--candidate is for gate and gate plan and gate serve, and not for gate calibrate'],
    ],
    ['calibrate', { suite: ['a'], years: 2, seed: 1, baseline: 'vllm' }, []],
    ['serve', { port: 1, host: '::1', allowSynthetic: true, evidenceRoot: ['a'], candidate: 'nim' }, []],
    [null, {}, []],
  ])('%s %o', (what, flags, messages) => {
    expect(refused(what, { ...NONE, ...flags })).toEqual(messages);
  });

  it('are refused before anything is done, in words that are true of what was asked', async () => {
    const cwd = await writeProject(SMALL);
    const refusals = await runMany([
      { cwd, args: ['gate', 'plan', '--stage', 'shadow', '--port', '1'] },
      { cwd, args: ['compare', 'vllm', 'nim', '--again', '--suite', 'small'] },
      { cwd, args: ['compare', 'vllm', 'nim', '--suite', 'small'] },
    ]);
    expect(refusals.map(({ code, stderr }) => [code, stderr])).toEqual([
      [2, 'error: --port is for gate serve, and not for gate plan\n  mend: leave it out\n'],
      [
        2,
        'error: --suite is for --triples: --again asks what its sides left open, as they were asked\n  mend: leave it out\n',
      ],
      [2, 'error: --suite is for --triples, and nothing is asked without\n  mend: add --triples\n'],
    ]);
  });

  it('and so is a report in a folder that is not there', async () => {
    const cwd = await writeProject(SMALL);
    await runMany([{ cwd, args: ['verify', '--target', 'vllm', '--tag', 'tools'] }]);
    const [refusal] = await runMany([{ cwd, args: ['report', '-o', 'nodir/page.json'] }]);
    expect([refusal?.code, refusal?.stderr]).toEqual([
      2,
      'error: nodir/page.json cannot be written: there is no folder nodir\n  mend: make it, or name a file in a folder that is there\n',
    ]);
  });
});
