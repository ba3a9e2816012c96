import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DEFAULT_ROUTES } from '../../src/config/default-routes.ts';
import { InputError } from '../../src/contract/problem.ts';
import { chatRequestSchema, shapeOfChat } from '../../src/routing/chat-request.ts';
import { findContradictions } from '../../src/routing/find-contradictions.ts';
import { shapeOfRequest, NO_HINTS } from '../../src/routing/shape-of-request.ts';
import { readRoutePolicy, readRouteTests, refuseStrangers } from '../../src/runs/cost/read-route-file.ts';

async function problemsOf(
  read: (path: string) => Promise<unknown>,
  content: object,
): Promise<readonly string[]> {
  const file = join(await mkdtemp(join(tmpdir(), 'routes-')), 'routes.json');
  await writeFile(file, JSON.stringify(content, null, 2));
  return read(file).then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof InputError)) throw error;
      return error.problems.map(({ line, message }) => `${line}: ${message}`);
    },
  );
}

const pins = (first: object, second: object) => ({
  ...DEFAULT_ROUTES,
  rules: [
    { id: 'one', when: first, pin: { target: 'a' } },
    { id: 'two', when: second, pin: { target: 'b' } },
  ],
});

it('two pins that one request may meet are refused, at the second', async () => {
  const found = await problemsOf(readRoutePolicy, pins({ priority: 'high' }, { tools: true }));
  expect(found).toEqual([expect.stringContaining('two pins elsewhere what one pins as well')]);
});

it('pins that no request can meet both are two rules', async () => {
  expect(await problemsOf(readRoutePolicy, pins({ priority: 'high' }, { priority: 'low' }))).toEqual([]);
  const ranges = pins({ imageCount: { above: 2 } }, { imageCount: { below: 2 } });
  expect(await problemsOf(readRoutePolicy, ranges)).toEqual([]);
  expect(findContradictions(DEFAULT_ROUTES)).toEqual([]);
});

it('all that is wrong with a policy is told at once, each in its place', async () => {
  const found = await problemsOf(readRoutePolicy, {
    ...DEFAULT_ROUTES,
    weights: { preference: 0 },
    rules: [
      { id: 'both', when: { tools: true }, pin: { target: 'a' }, prefer: { target: 'a' } },
      { id: 'nothing', when: {}, prefer: { model: 'llama-4-scout' } },
      { id: 'never', when: { imageCount: { above: 3, below: 1 } }, prefer: {} },
    ],
  });
  expect(found.map((each) => each.replace(/^\d+: /, ''))).toEqual([
    expect.stringContaining('must not all be 0'),
    expect.stringContaining('either prefer or pin'),
    expect.stringContaining('must ask for something'),
    expect.stringContaining('nothing meets it'),
    expect.stringContaining('must name a target, a provider or a model'),
  ]);
});

const rule = (when: object, at: number) => ({ id: `r${at}`, when, prefer: { target: 'a' } });

it('bounds between which no request lies are refused, and those that one may meet are not', async () => {
  const never = [
    { inputTokens: { below: 0 } },
    { confidence: { above: 1 } },
    { imageCount: { above: 0, below: 1 } },
  ];
  const found = await problemsOf(readRoutePolicy, { ...DEFAULT_ROUTES, rules: never.map(rule) });
  expect(found.map((each) => each.replace(/^\d+: /, ''))).toEqual(never.map(() => 'no request meets this'));
  const met = [
    { imageCount: { above: 0, below: 2 } },
    { inputTokens: { below: 1 } },
    { longContextRatio: { above: 0, below: 1 } },
    { confidence: { below: 0.1 } },
  ];
  expect(await problemsOf(readRoutePolicy, { ...DEFAULT_ROUTES, rules: met.map(rule) })).toEqual([]);
});

it('a part of a message of another type is told by its type', () => {
  const content = [{ type: 'input_audio', input_audio: {} }];
  const read = chatRequestSchema.safeParse({ messages: [{ role: 'user', content }] });
  expect(read.error?.issues).toMatchObject([{ code: 'invalid_union' }]);
  expect(JSON.stringify(read.error?.issues)).toContain('"note":"No matching discriminator"');
});

it('a rule that names what no target is, is told with the nearest name', () => {
  const known = [{ target: 'vllm-scout', provider: 'vllm', model: 'llama-4-scout' }];
  const policy = {
    ...DEFAULT_ROUTES,
    rules: [{ id: 'r', when: { tools: true }, prefer: { model: 'llama-4-scot' } }],
  };
  expect(() => refuseStrangers(policy, known)).toThrow(/llama-4-scot/);
  expect(() => refuseStrangers({ ...policy, rules: [] }, known)).toThrow(
    /fallbackModel is "llama-4-maverick"/,
  );
  const budget = { ...policy.budget, fallbackModel: 'llama-4-scout' };
  expect(() => refuseStrangers({ ...policy, rules: [], budget }, known)).not.toThrow();
});

it('a rule whose name stands twice is refused: nobody could tell which of them decided', async () => {
  const [rule] = DEFAULT_ROUTES.rules;
  const found = await problemsOf(readRoutePolicy, { ...DEFAULT_ROUTES, rules: [rule, rule] });
  expect(found).toEqual([expect.stringContaining(`there is a second rule "${rule?.id}"`)]);
});

it('a golden decision whose name stands twice is refused', async () => {
  const decision = {
    id: 'x',
    request: { textCharacters: 1 },
    expect: { target: 'a', how: 'best', rule: null },
  };
  const evidence = [{ target: 'a', provider: 'vllm', model: 'm' }];
  const found = await problemsOf(readRouteTests, { evidence, decisions: [decision, decision] });
  expect(found).toEqual([expect.stringContaining('a second decision "x"')]);
});

it('a chat request and the same request in our own form have one shape', () => {
  const tool = { name: 'look_up', description: 'Looks up.', parameters: { type: 'object' } };
  const chat = chatRequestSchema.parse({
    model: 'any',
    messages: [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
        ],
      },
    ],
    tools: [tool],
    max_tokens: 50,
  });
  const canonical = shapeOfRequest(
    {
      messages: [
        { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image', format: 'png', data: 'AAAA' },
          ],
        },
      ],
      maxOutputTokens: 50,
      temperature: null,
      topP: null,
      seed: null,
      stop: [],
      tools: [tool],
      toolChoice: null,
      output: { type: 'text' },
    },
    NO_HINTS,
  );
  expect(shapeOfChat(chat)).toEqual(canonical);
});

it('what a sender says of its request is read of the metadata', () => {
  const metadata = {
    intent: 'product-support, refund',
    priority: 'high',
    strict_latency: 'true',
    confidence: '0.4',
  };
  const chat = chatRequestSchema.parse({ messages: [{ role: 'user', content: 'Hi' }], metadata });
  expect(shapeOfChat(chat)).toMatchObject({
    intents: ['product-support', 'refund'],
    priority: 'high',
    strictLatency: true,
    confidence: 0.4,
  });
  expect(
    chatRequestSchema.safeParse({
      messages: [{ role: 'user', content: 'Hi' }],
      metadata: { confidence: '2' },
    }).success,
  ).toBe(false);
});
