import { beforeAll, expect, it } from 'vitest';
import { runMany } from './run-many.ts';
import { SMALL, SUITE, writeProject } from './small-project.ts';

const EXACT = { ...SUITE.prompts[0], comparators: { '': 'exact' } };
const FILES = { ...SMALL, 'suites/small.yaml': { ...SUITE, prompts: [EXACT, ...SUITE.prompts.slice(1)] } };

const COMMANDS = {
  set: ['golden', 'strength'],
  weak: ['golden', 'strength', '--min', '95'],
  strong: ['golden', 'strength', '--min', '95', '--prompt', 'json-note'],
  json: ['golden', 'strength', '--min', '95', '--json'],
  unknown: ['golden', 'strength', '--prompt', 'json-nota'],
  'no percent': ['golden', 'strength', '--min', '950'],
} as const;

const ended = new Map<string, { readonly code: unknown; readonly stdout: string; readonly stderr: string }>();

beforeAll(async () => {
  const cwd = await writeProject(FILES);
  const results = await runMany(Object.values(COMMANDS).map((args) => ({ cwd, args })));
  Object.keys(COMMANDS).forEach((name, index) => {
    const result = results[index];
    if (result !== undefined) ended.set(name, result);
  });
});

it.each([
  ['set', 0, /^[\d.]+% of wrong values and [\d.]+% of broken shapes are caught\n/],
  ['weak', 1, /^FAIL {2}/],
  ['strong', 0, /^PASS {2}100% of wrong values and 100% of broken shapes/],
  ['json', 1, /^\{"schemaVersion":1,"min":95,"weak":\["value","shape"\],/],
])('%s ends with %i', (name, code, begins) => {
  const result = ended.get(name);
  expect([result?.code, result?.stderr]).toEqual([code, '']);
  expect(result?.stdout).toMatch(begins);
});

it('a prompt that is not there, and a share that is none, are refused', () => {
  const [unknown, share] = [ended.get('unknown'), ended.get('no percent')];
  expect([unknown?.code, share?.code]).toEqual([2, 2]);
  expect(unknown?.stderr).toContain('unknown prompt "json-nota"');
  expect(unknown?.stderr).toContain('did you mean "json-note"?');
  expect(share?.stderr).toContain('It must be a number from 0 to 100.');
});
