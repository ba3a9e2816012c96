import { expect, it } from 'vitest';
import { createSchemaCompiler } from '../../src/checks/compile-schemas.ts';
import { judgeGolden } from '../../src/checks/judge-golden.ts';
import { preparePrompt } from '../../src/checks/prepare-prompt.ts';
import { restsOn } from '../../src/checks/rests-on.ts';
import type { GoldenAnswer } from '../../src/contract/suites/prompt.ts';
import { answerOf } from '../../src/suites/goldens/answer-of.ts';
import { answered, buildGolden, buildPrompt } from '../build-exchange.ts';
import { judge } from './read-verdict.ts';

const prompt = buildPrompt({
  tools: [
    {
      name: 'write',
      description: 'Writes.',
      parameters: {
        type: 'object',
        required: ['id', 'note'],
        properties: { id: { type: 'string' }, note: { type: 'string' } },
      },
    },
  ],
  facts: ['A-17', 'by Friday'],
  maxOutputTokens: 20,
});
const BEGUN = '{"id":"A-17","note":"Two lamps and a ch';
const golden = buildGolden({
  text: '',
  toolCalls: [{ name: 'write', arguments: BEGUN }],
  finish: 'length',
});
const LENGTH = { unified: 'length', raw: 'length' } as const;

function calling(rawArguments: string, name = 'write', value: null | { id: string } = null) {
  return answered({
    text: '',
    toolCalls: [{ id: 'c1', name, arguments: value, rawArguments }],
    finishReason: LENGTH,
    usage: { inputTokens: 90, outputTokens: 20, cachedTokens: null, reasoningTokens: null },
  });
}

const all = (exchange: ReturnType<typeof answered>): readonly string[] =>
  ['tool-calls', 'truncation', 'parity', 'finish-reason'].map((check) =>
    judge(check, { prompt, golden, exchange }),
  );

it('an answer cut within the arguments of a call meets a golden that is cut there too', () => {
  expect(all(calling(BEGUN))).toEqual(['pass', 'pass', 'pass', 'pass']);
  expect(all(calling('{"id":"A-17","note":"A ch'))).toEqual(['pass', 'pass', 'pass', 'pass']);
});

it('a wire that has room for a whole value alone hands down what came as a text', () => {
  expect(all(calling(JSON.stringify(BEGUN)))).toEqual(['pass', 'pass', 'pass', 'pass']);
});

it('what must stand before the cut is missed, and what would have come after it is not', () => {
  expect(all(calling('{"id":"A-71","note":"Two la'))).toEqual([
    'pass',
    'pass',
    'parity/fact-missing',
    'pass',
  ]);
  const bare = buildPrompt({ ...prompt, facts: ['by Friday'] });
  expect(judge('parity', { prompt: bare, golden, exchange: calling('{"id":"A-71"') })).toBe('pass');
  expect([restsOn(prompt, golden), restsOn(bare, golden)]).toEqual([['text'], ['presence']]);
});

it.each([
  ['another tool', calling(BEGUN, 'read'), 'tool/missing-call'],
  ['no call', answered({ text: 'One moment', finishReason: LENGTH }), 'tool/missing-call'],
  ['arguments that no cut explains', calling('{"id":}{"n'), 'tool/arguments-not-json'],
  [
    'a whole call that the tool does not take',
    calling('{"id":"A-17"}', 'write', { id: 'A-17' }),
    'tool/arguments-invalid',
  ],
])('%s is a finding where the golden is cut within a call', (_what, exchange, code) => {
  expect(judge('tool-calls', { prompt, golden, exchange })).toContain(code);
});

it('a cut call is no answer to a golden that is whole', () => {
  const whole = buildGolden({
    text: '',
    toolCalls: [{ name: 'write', arguments: { id: 'A-17', note: 'Two lamps and a chair' } }],
    finish: 'tool_calls',
  });
  expect(judge('tool-calls', { prompt, golden: whole, exchange: calling(BEGUN) })).toBe(
    'tool/arguments-not-json /toolCalls/0/arguments',
  );
});

const { compile } = createSchemaCompiler();

async function problemsOf(answer: Partial<GoldenAnswer>): Promise<readonly string[]> {
  const found = await judgeGolden(
    preparePrompt(prompt, buildGolden({ text: '', ...answer }), compile),
    async () => [],
  );
  return found.map(({ path, message }) => `${path.join('.')} ${message.replace(/^.*contract: /, '')}`);
}

it('a golden may be cut in its last call, and nowhere else', async () => {
  const cut = { name: 'write', arguments: BEGUN };
  expect(await problemsOf({ toolCalls: [cut], finish: 'length' })).toEqual([]);
  const early = await problemsOf({ toolCalls: [cut, cut], finish: 'length' });
  expect(early).toEqual([expect.stringMatching(/^answer\.toolCalls\.0 must be object/)]);
  const whole = await problemsOf({ toolCalls: [cut], finish: 'tool_calls' });
  expect(whole).toContainEqual(expect.stringMatching(/^answer\.toolCalls\.0 must be object/));
  const unknown = await problemsOf({ toolCalls: [{ ...cut, name: 'wipe' }], finish: 'length' });
  expect(unknown).toEqual([expect.stringMatching(/^answer\.toolCalls\.0 no such tool/)]);
});

it('an answer of a run that is cut so becomes such a golden', () => {
  expect(answerOf(calling(BEGUN).outcome)).toEqual({ ...golden.answer });
});
