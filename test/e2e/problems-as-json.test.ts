import { beforeAll, describe, expect, it } from 'vitest';
import { runMany } from './run-many.ts';
import { SMALL, writeProject } from './small-project.ts';

const CASES: Readonly<Record<string, readonly string[]>> = {
  'verify of a broken configuration': ['verify', '--json'],
  'config validate of a broken configuration': ['config', 'validate', '--json'],
  'gate over no run': ['gate', '--stage', 'shadow', '--json'],
  'an option that is not known': ['verify', '--json', '--tragets', 'x'],
  'a value that cannot be': ['verify', '--repeat', 'often', '--json'],
  'a verb that is not known': ['verfy', '--json'],
};

const asJson = new Map<string, { code: number | null; stdout: string; stderr: string }>();
const plain = new Map<string, { code: number | null; stdout: string; stderr: string }>();

beforeAll(async () => {
  const cwd = await writeProject({
    ...SMALL,
    'llama-contract.config.yaml': { schemaVersion: 1, sourc: 'live' },
  });
  const names = Object.keys(CASES);
  const results = await runMany([
    ...names.map((name) => ({ cwd, args: CASES[name] ?? [] })),
    ...names.map((name) => ({ cwd, args: (CASES[name] ?? []).filter((word) => word !== '--json') })),
  ]);
  for (const [at, name] of names.entries()) {
    const [first, second] = [results[at], results[at + names.length]];
    if (first !== undefined) asJson.set(name, first);
    if (second !== undefined) plain.set(name, second);
  }
});

describe('under --json', () => {
  it.each(Object.keys(CASES))('%s is one JSON object with its problems, and the exit code stays', (name) => {
    const { code, stdout = '', stderr } = asJson.get(name) ?? {};
    const without = plain.get(name);
    expect([code, without?.code, without?.stdout]).toEqual([2, 2, '']);
    // People are told the same as without it.
    expect(stderr).toBe(without?.stderr);
    expect(stdout.indexOf('\n')).toBe(stdout.length - 1);
    const { schemaVersion, exitCode, problems } = JSON.parse(stdout);
    expect([schemaVersion, exitCode]).toEqual([1, 2]);
    expect(problems.length).toBeGreaterThan(0);
    for (const each of problems) {
      expect(Object.keys(each).toSorted()).toEqual(
        ['severity', 'file', 'line', 'column', 'pointer', 'message', 'mend', 'frame'].toSorted(),
      );
      expect(each.message).not.toMatch(/^error: /);
      expect(stderr).toContain(each.message.split('\n')[0]);
    }
  });

  it('a problem of a file says where it stands', () => {
    const { problems } = JSON.parse(asJson.get('verify of a broken configuration')?.stdout ?? '{}');
    expect(problems[0]).toMatchObject({ file: 'llama-contract.config.yaml', line: expect.any(Number) });
  });
});
