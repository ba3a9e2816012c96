import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { DEFAULT_ROUTES } from '../../src/config/default-routes.ts';
import { startCli } from '../e2e/run-cli.ts';
import { writeProject } from '../e2e/small-project.ts';
import { verifyProject } from '../e2e/verify-project.ts';

let cwd = '';

/** A policy that sends everything to one target. */
const sendingTo = (target: string) => ({
  ...DEFAULT_ROUTES,
  budget: { ...DEFAULT_ROUTES.budget, fallbackModel: null },
  rules: [{ id: `to-${target}`, when: { textCharacters: { above: -1 } }, prefer: { target } }],
});
const LONG = { messages: [{ role: 'user', content: 'a long document '.repeat(5_000) }] };

beforeAll(async () => {
  cwd = await writeProject();
  await verifyProject(cwd, { targets: ['vllm', 'watsonx'] });
  for (const target of ['vllm', 'watsonx', 'vlm']) {
    await writeFile(join(cwd, `${target}.json`), JSON.stringify(sendingTo(target)));
  }
});

const route = (args: readonly string[], input = '') => startCli(['route', ...args], { cwd, input }).ended;

it('a request goes to a target that the newest run proved, and who was not asked may not have it', async () => {
  const request = JSON.stringify({ messages: [{ role: 'user', content: 'Hi' }] });
  const { code, stdout } = await route(['explain', '-', '--json'], request);
  const { evidence, decision } = JSON.parse(stdout);
  expect([code, evidence.synthetic, ['vllm', 'watsonx'].includes(decision.target)]).toEqual([0, true, true]);
  expect(decision.excluded).toEqual(
    ['bedrock', 'nim'].map((target) => ({ target, reasons: ['no length of input is proved for it'] })),
  );
});

it('a request longer than anything that was proved is refused with 1, and each target says why', async () => {
  const { code, stdout } = await route(['explain', '-'], JSON.stringify(LONG));
  expect([code, stdout.split('\n', 1)]).toEqual([1, ['REFUSED  no target may have it  SYNTHETIC']]);
  expect(stdout).toMatch(/ {2}vllm: about 26,673 input tokens, and \d+ are proved\n/);
});

it('what is no chat request is told in its place, with 2', async () => {
  const ended = await route(['explain', '-'], '{"messages":[{"role":"user","content":7}]}');
  expect([ended.code, ended.stdout]).toEqual([2, '']);
  expect(ended.stderr).toContain('stdin:1:');
  const strange = await route(
    ['explain', '-', '--policy', 'vlm.json'],
    '{"messages":[{"role":"user","content":"Hi"}]}',
  );
  expect([strange.code, strange.stderr]).toEqual([
    2,
    expect.stringContaining('rule to-vlm names the target "vlm", which no target has'),
  ]);
  expect(strange.stderr).toContain('vllm');
});

it('another policy is compared over what the run asked, and nobody is called', async () => {
  const { code, stdout } = await route(['diff', 'watsonx.json', '--policy', 'vllm.json', '--json']);
  const { prompts, moved, lost } = JSON.parse(stdout);
  expect([code, lost, prompts > 0, moved.length > 0]).toEqual([0, 0, true, true]);
  for (const { from, to } of moved)
    expect([from.target, to.target, to.rule]).toEqual(['vllm', 'watsonx', 'to-watsonx']);
  const same = await route(['diff', 'vllm.json', '--policy', 'vllm.json']);
  expect(same.stdout).toMatch(/^0 of \d+ recorded requests? moves? {2}SYNTHETIC\n/);
});
