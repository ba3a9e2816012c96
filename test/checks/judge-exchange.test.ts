import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Case } from '../../src/checks/case.ts';
import { judgeExchange } from '../../src/checks/judge-exchange.ts';
import type { FindingCode } from '../../src/contract/findings.ts';
import { FINISH_REASONS } from '../../src/contract/exchanges/finish-reason.ts';
import { answered, buildCase, buildGolden, buildPrompt, buildResponse, refused } from '../build-exchange.ts';
import { CHECKS } from '../../src/checks/registry.ts';

const OUTPUT = {
  name: 'note',
  schema: { type: 'object', required: ['n'], properties: { n: { type: 'number' } } },
};
const TOOL = { name: 'look', description: '', parameters: { type: 'object', required: ['where'] } };
const SENTINELS = [{ fact: 'Rome', at: 'start' }] as const;
const CODES: readonly FindingCode[] = [
  'stream/no-done',
  'stream/unknown-event',
  'truncation/declared',
  'sdk/drops',
];

const prompts = fc.constantFrom(
  buildPrompt(),
  buildPrompt({ output: OUTPUT, comparators: { '/n': 'exact' }, maxOutputTokens: 4 }),
  buildPrompt({ tools: [TOOL], toolChoice: 'required' }),
  buildPrompt({ output: OUTPUT, tools: [TOOL], sentinels: SENTINELS }),
);
const goldens = fc.constantFrom(
  null,
  buildGolden(),
  buildGolden({ text: '{"n":1}' }),
  buildGolden({ text: 'prose', finish: 'length' }),
  buildGolden({
    text: '',
    toolCalls: [{ name: 'look', arguments: { where: 'east' } }],
    finish: 'tool_calls',
  }),
  buildGolden({ text: '', finish: null, error: 'context_overflow' }),
);
const texts = fc.constantFrom(
  '',
  'Rome',
  '{"n":1}',
  '{"n":"1"}',
  '```\n{"n":2}\n```',
  '{"n":',
  '<|eot|>',
  'look()',
);
const calls = fc.constantFrom('{"where":"east"}', '{}', '{"where":"ea', '').map((rawArguments) => ({
  id: null,
  name: 'look',
  arguments: rawArguments.endsWith('}') ? JSON.parse(rawArguments) : null,
  rawArguments,
}));
const responses = fc
  .record({
    text: texts,
    toolCalls: fc.array(calls, { maxLength: 2 }),
    finishReason: fc.option(fc.constantFrom(...FINISH_REASONS).map((unified) => ({ unified, raw: unified }))),
    usage: fc.record({
      inputTokens: fc.option(fc.nat(200)),
      outputTokens: fc.option(fc.nat(9)),
      cachedTokens: fc.constant(null),
      reasoningTokens: fc.constant(null),
    }),
    warnings: fc.subarray(CODES.map((code) => ({ code, message: 'seen', frame: 1, offset: 9 }))),
  })
  .map(buildResponse);

const outcomes = fc.oneof(
  responses.map((response) => answered(response)),
  fc
    .record({
      kind: fc.constantFrom('stream_interrupted', 'context_overflow', 'rate_limited'),
      partial: fc.option(responses),
    })
    .map(refused),
);

const cases: fc.Arbitrary<Case> = fc
  .record({
    prompt: prompts,
    golden: goldens,
    send: outcomes,
    stream: outcomes,
    mode: fc.constantFrom('send', 'stream', 'alone'),
    requestIdSeen: fc.boolean(),
  })
  .map(({ send, stream, mode, ...rest }) => {
    const streamed = { ...stream, mode: 'stream', servedAs: 'stream' } as const;
    const [exchange, sibling] =
      mode === 'stream' ? [streamed, send] : [send, mode === 'alone' ? null : streamed];
    return buildCase({ ...rest, exchange, sibling });
  });

it('judging is pure: whatever was judged before, the same case gives the same verdicts', () => {
  fc.assert(
    fc.property(cases, fc.array(cases, { maxLength: 4 }), (subject, others) => {
      const before = JSON.stringify(subject);
      const verdicts = judgeExchange(subject);
      const between = others.map(judgeExchange);
      expect(judgeExchange(subject)).toEqual(verdicts);
      expect(others.map(judgeExchange)).toEqual(between);
      expect(JSON.stringify(subject)).toBe(before);
    }),
  );
});

it('every exchange gets one verdict of each check, and none of them is empty', () => {
  fc.assert(
    fc.property(cases, (subject) => {
      const verdicts = judgeExchange(subject);
      expect(verdicts.map(({ check }) => check)).toEqual(CHECKS.map(({ name }) => name));
      for (const verdict of verdicts) {
        if (verdict.status === 'fail') expect(verdict.findings).not.toHaveLength(0);
        if (verdict.status === 'skip') expect(verdict.reason).not.toBe('');
      }
    }),
  );
});
