import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readAnnotations } from '../reports/read-annotations.ts';
import { runMany } from '../e2e/run-many.ts';
import { CONFIG, NIM, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';

const CONFIG_NAME = 'llama-contract.config.yaml';
const strict = (metric: string) => ({ id: metric, metric, threshold: 1, decide: 'lower-bound' });
const PROJECT = {
  ...SMALL,
  [CONFIG_NAME]: {
    ...CONFIG,
    targets: [NIM, VLLM],
    policies: { strict: { shadow: { criteria: [strict('schema-match')] } } },
    migrations: [{ id: 'move', baseline: 'nim', candidate: 'vllm', policy: 'strict' }],
  },
};

it('annotates each criterion that does not hold where it stands in the configuration', async () => {
  const cwd = await writeProject(PROJECT);
  const gate = ['gate', '--stage', 'shadow', '--reporter', 'github'];
  const lines = [
    ['verify', '--json'],
    [...gate, '--json'],
    [...gate, '--policy', 'default'],
    ['gate', 'plan', '--stage', 'shadow', '--reporter', 'github'],
  ].map((args) => ({ cwd, args }));
  const summary = join(cwd, 'summary.md');
  const inActions = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
  const [, judged, byDefault, plan] = await runMany(lines, inActions);
  expect([judged?.code, JSON.parse(judged?.stdout ?? '').verdict]).toEqual([3, 'inconclusive']);
  const [first, ...criteria] = readAnnotations(judged?.stderr ?? '');
  expect([first?.command, first?.properties['title']]).toEqual([
    'warning',
    'gate of shadow: INCONCLUSIVE SYNTHETIC',
  ]);
  const text = (await readFile(join(cwd, CONFIG_NAME), 'utf8')).split('\n');
  const pointed = criteria.map(({ properties: { file, line, col } }) => {
    expect(file).toBe(CONFIG_NAME);
    return text[Number(line) - 1]?.slice(Number(col) - 1);
  });
  // What every gate asks of its evidence stands nowhere: the migration's row does for it.
  expect(pointed).toEqual(['"id": "move",', '"id": "schema-match",']);
  const ofDefault = readAnnotations(byDefault?.stderr ?? '').slice(1);
  expect(ofDefault.length).toBeGreaterThan(1);
  for (const { properties } of ofDefault)
    expect(text[Number(properties['line']) - 1]?.slice(Number(properties['col']) - 1)).toMatch(
      /^"id": "move"/,
    );
  const steps = (await readFile(summary, 'utf8')).split('## Gate of shadow: INCONCLUSIVE (SYNTHETIC)\n');
  expect(steps).toHaveLength(3);
  expect(steps[1]).toMatch(/^\n.*simulator.*[^]*\| schema-match \| \*\*\? undecided\*\* \| \d+ \|/);
  expect([plan?.code, plan?.stderr]).toEqual([
    2,
    expect.stringContaining('--reporter is for gate, and not for gate plan'),
  ]);
});
