import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { InputError } from '../../src/contract/problem.ts';
import { renderCapture } from '../../src/reports/verbs/render-capture.ts';
import { approveWritten } from '../../src/runs/goldens/approve-written.ts';
import { captureSuite } from '../../src/runs/shadow/capture-suite.ts';
import { loadProject } from '../../src/runs/project/load-project.ts';
import { runMany } from '../e2e/run-many.ts';
import { violations } from '../e2e/satisfies.ts';
import { eagerWorld } from '../e2e/verify-project.ts';
import { ENV, openStage, openUpstream, say } from '../traffic/shadow-stage.ts';

it('live requests become a draft of a suite whose goldens nobody approved, until somebody does', async () => {
  const upstream = await openUpstream();
  const stage = await openStage({ upstream });
  for (let at = 0; at < 6; at += 1) await stage.mirror(say(`Where is order ${at}?`));
  await stage.mirror(say('Где мой заказ?'));
  await stage.mirror({
    model: 'llama',
    messages: [{ role: 'user', content: `My key is ${ENV.TEST_VLLM_TOKEN}, what is it?` }],
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'thing',
        schema: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
      },
    },
  });
  await stage.settled();
  const options = {
    config: join(stage.root, 'llama-contract.config.yaml'),
    out: join(stage.root, 'reports'),
    migration: null,
    most: 10,
    suite: 'ours',
    seed: 1,
  };
  const world = eagerWorld();
  await expect(captureSuite(options, world)).rejects.toBeInstanceOf(InputError);
  await stage.sink.close();
  upstream.close();

  const captured = await captureSuite(options, world);
  expect(captured).toMatchObject({
    suiteFile: 'suites/ours.yaml',
    goldensFile: 'goldens/reference/ours.jsonl',
    seen: 8,
    alike: 5,
    prompts: 3,
    goldens: 3,
    leftOut: [],
    synthetic: false,
  });
  expect(captured.shares.map(({ seen, drawn }) => [seen, drawn])).toEqual([
    [1, 1],
    [1, 1],
    [1, 1],
  ]);
  const text = await readFile(join(stage.root, 'suites/ours.yaml'), 'utf8');
  expect(text).toContain('Где мой заказ?');
  expect(text).not.toContain(ENV.TEST_VLLM_TOKEN);
  expect(renderCapture(captured)).toContain(
    '3 answers of the baseline in goldens/reference/ours.jsonl, approved by nobody',
  );

  const read = () => loadProject({ config: options.config, suites: ['ours'], baseline: 'reference' });
  const goldensOf = async () => [...(await read()).goldens.values()].map(({ provenance }) => provenance);
  expect((await read()).problems).toEqual([]);
  expect((await goldensOf()).map(({ source, approvedBy }) => [source, approvedBy])).toEqual([
    ['recorded', null],
    ['recorded', null],
    ['recorded', null],
  ]);
  const { config } = options;
  const given = { baseline: 'reference', by: 'a test', reason: 'read', prompts: ['ours-1'] };
  await approveWritten({ config, ...given }, world);
  expect((await goldensOf()).filter(({ approvedBy }) => approvedBy === 'a test')).toMatchObject([
    { source: 'recorded', run: { id: captured.runs[0] } },
  ]);
  await expect(captureSuite(options, world)).rejects.toThrow('suites/ours.yaml is there already');

  const args = ['shadow', '--capture', '10', '--suite', 'theirs', '--json'];
  const [{ stdout } = { stdout: '' }] = await runMany([{ cwd: stage.root, args }]);
  const written: unknown = JSON.parse(stdout);
  expect(written).toMatchObject({ exitCode: 0, suiteFile: 'suites/theirs.yaml', goldens: 3 });
  expect(violations('shadow', written)).toEqual([]);
});
