import fc from 'fast-check';
import type { AbstractFault, FaultPlace } from './abstract-fault.ts';
import { arbitraryScript } from './arbitrary-script.ts';
import { countEvents } from './count-events.ts';
import { expectationOf, type Expectation } from './expectation.ts';
import { defineProperty, fails, HOLDS, type Property } from './property.ts';
import { textOf } from './script.ts';
import { gatewayOf, upstreamSide, type Seen } from './stage.ts';
import { sayOn, talkSchema, type Talk } from './wire-case.ts';

/** Kinds that are the request's or the model's; who may ask, and for what, is between a gateway and its upstream. */
const KINDS = [
  'rate_limited',
  'overloaded',
  'server_error',
  'context_overflow',
  'invalid_request',
  'unsupported_feature',
  'output_limit',
] as const;

const quiet = { kind: fc.constant<'server_error'>('server_error'), retryAfterMs: fc.constant(null) };
const part = fc.record({ part: fc.integer({ min: 1, max: 4 }) });
const inStream: fc.Arbitrary<FaultPlace> = fc.oneof(part, fc.constant<FaultPlace>('first-frame'));

const refusal: fc.Arbitrary<AbstractFault> = fc.record({
  how: fc.constant('error-body' as const),
  at: fc.constant<FaultPlace>('headers'),
  kind: fc.constantFrom(...KINDS),
  retryAfterMs: fc.option(fc.integer({ min: 1, max: 120 }).map((seconds) => seconds * 1000)),
});
const disguised: fc.Arbitrary<AbstractFault> = fc.record({
  how: fc.constant('status-200-error' as const),
  at: fc.constant<FaultPlace>('headers'),
  kind: fc.constantFrom(...KINDS),
  retryAfterMs: fc.constant(null),
});
const exception: fc.Arbitrary<AbstractFault> = fc.record({
  how: fc.constant('exception' as const),
  at: inStream,
  kind: fc.constantFrom(...KINDS),
  retryAfterMs: fc.constant(null),
});
/** A stall costs real time, so it is the rarest. */
const broken: fc.Arbitrary<AbstractFault> = fc.record({
  how: fc.constantFrom('cut' as const, 'cut' as const, 'reset' as const, 'reset' as const, 'stall' as const),
  at: inStream,
  ...quiet,
});
const unfinished: fc.Arbitrary<AbstractFault> = fc.record({
  how: fc.constant('drop-finish' as const),
  at: fc.constant<FaultPlace>('headers'),
  ...quiet,
});
const harmless: fc.Arbitrary<AbstractFault> = fc.record({
  how: fc.constantFrom('drop-done' as const, 'drop-usage' as const),
  at: fc.constant<FaultPlace>('headers'),
  ...quiet,
});

const script = arbitraryScript;
const sent = (fault: fc.Arbitrary<AbstractFault>): fc.Arbitrary<Talk> =>
  fc.record({ mode: fc.constant('send' as const), script, fault });
const streamed = (fault: fc.Arbitrary<AbstractFault>): fc.Arbitrary<Talk> =>
  fc.record({ mode: fc.constant('stream' as const), script, fault });

const refused = fc.oneof(
  sent(refusal),
  streamed(refusal),
  streamed(exception),
  sent(disguised),
  streamed(disguised),
);
const failed = fc.oneof({ weight: 2, arbitrary: refused }, streamed(broken), streamed(unfinished));
const answered = streamed(harmless);

type Judge = (seen: Seen, talk: Talk, expected: Expectation | null) => string | null;

interface Law {
  readonly name: string;
  readonly claim: string;
  readonly talks: fc.Arbitrary<Talk>;
  readonly judge: Judge;
}

const quoted = (text: string): string => JSON.stringify(text);

/** Each says one thing of what a gateway hands down, so that a gateway's list of defects is one of laws. */
const LAWS: readonly Law[] = [
  {
    name: 'gateway-failure-stays-failure',
    claim: 'what failed upstream is never an answer downstream',
    talks: failed,
    judge: ({ error }, { fault }) => (error === null ? `an answer where a ${fault.how} was` : null),
  },
  {
    name: 'gateway-invents-no-finish',
    claim: 'no finish reason comes down that was not sent up',
    talks: fc.oneof(streamed(broken), streamed(unfinished), streamed(exception)),
    judge: ({ response: { finishReason } }) =>
      finishReason === null ? null : `the finish reason ${quoted(finishReason.raw)}, which nobody said`,
  },
  {
    name: 'gateway-keeps-the-kind',
    claim: 'an error keeps its kind',
    talks: refused,
    judge: ({ error }, _talk, expected) =>
      error === null || expected === null || error.kind === expected.kind
        ? null
        : `${error.kind} where ${expected.kind} was said`,
  },
  {
    name: 'gateway-keeps-the-retry-decision',
    claim: 'what may be retried stays so, and what may not',
    talks: refused,
    judge: ({ error }, _talk, expected) =>
      error === null || expected === null || error.retryable === expected.retryable
        ? null
        : `${error.kind} with retryable ${error.retryable} where ${expected.kind} was said`,
  },
  {
    name: 'gateway-passes-retry-after',
    claim: 'the delay that the upstream asks for is passed on',
    talks: fc.oneof(sent(refusal), streamed(refusal)),
    judge: ({ error }, _talk, expected) =>
      error === null ||
      expected === null ||
      expected.retryAfterMs === null ||
      error.retryAfterMs === expected.retryAfterMs
        ? null
        : `a retry after ${error.retryAfterMs} ms where ${expected.retryAfterMs} ms were said`,
  },
  {
    name: 'gateway-keeps-partial-output',
    claim: 'what had come before a failure is handed down',
    talks: fc.oneof(streamed(broken), streamed(exception)),
    judge: ({ response }, { script, fault: { at } }) => {
      const count = typeof at === 'object' && 'part' in at ? at.part : 0;
      const text = script.pieces.slice(0, count).join('');
      return response.text === text ? null : `${quoted(response.text)} where ${quoted(text)} had come`;
    },
  },
  {
    name: 'gateway-keeps-the-text',
    claim: 'an answer keeps its text',
    talks: answered,
    judge: ({ response, error }, { script }) =>
      error === null && response.text === textOf(script)
        ? null
        : `${error?.kind ?? quoted(response.text)} where ${quoted(textOf(script))} was said`,
  },
  {
    name: 'gateway-keeps-the-finish',
    claim: 'a finish reason comes down as it was said, whatever the word',
    talks: answered,
    judge: ({ response }, { script: { finish } }) => {
      const word = typeof finish === 'string' ? finish : finish.word;
      const raw = response.finishReason?.raw ?? null;
      return raw === word ? null : `the finish reason ${raw} where ${word} was said`;
    },
  },
  {
    name: 'gateway-keeps-usage',
    claim: 'usage comes down as it was counted, and is not made up where none was',
    talks: answered,
    judge: ({ response: { usage } }, { script, fault: { how } }) => {
      const { inputTokens, outputTokens } =
        how === 'drop-usage' ? { inputTokens: null, outputTokens: null } : script;
      return usage.inputTokens === inputTokens && usage.outputTokens === outputTokens
        ? null
        : `usage ${usage.inputTokens}, ${usage.outputTokens} where ${inputTokens}, ${outputTokens} was said`;
    },
  },
];

function toProperty({ name, claim, talks, judge }: Law): Property {
  return defineProperty({
    name,
    claim,
    schema: talkSchema,
    arbitrary: () => talks,
    async judge(talk, stage) {
      const gateway = gatewayOf(stage);
      const { mode, script, fault } = talk;
      const upstream = await sayOn(gateway, mode, script, fault);
      const seen = await gateway.hear(upstream, mode);
      const wrong = judge(seen, talk, expectationOf(fault, mode));
      if (wrong === null) return HOLDS;
      return fails(wrong, { upstream: upstreamSide(upstream), downstream: seen.heard() });
    },
    async events({ mode, script, fault }, stage) {
      return countEvents(await sayOn(gatewayOf(stage), mode, script, fault));
    },
  });
}

/** What a gateway owes those who call it. */
export const GATEWAY_PROPERTIES: readonly Property[] = LAWS.map(toProperty);
