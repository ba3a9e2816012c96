import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Attempt, Exchange } from '../../src/contract/exchanges/exchange.ts';
import type { CanonicalError } from '../../src/contract/errors/error.ts';
import type { CanonicalResponse } from '../../src/contract/exchanges/response.ts';
import { nodeProcesses } from '../../src/cli/machine/node-processes.ts';
import { anyCodePoint } from '../../src/fuzz/any-code-point.ts';
import { contentDigest } from '../../src/store/run/content-root.ts';
import { createRun } from '../../src/store/run/open-run.ts';
import {
  evidence,
  exchange,
  manifest,
  maskPassword,
  record,
  resume,
  stoppedClock,
  temporaryFolder,
} from '../store/sample-run.ts';

const ANSWER: CanonicalResponse = {
  text: 'seven',
  reasoning: 'count',
  toolCalls: [{ id: 'call-1', name: 'look_up', arguments: { a: 1 }, rawArguments: '{"a":1}' }],
  finishReason: { unified: 'stop', raw: 'stop' },
  usage: { inputTokens: 1, outputTokens: 2, cachedTokens: null, reasoningTokens: null },
  model: 'm',
  providerRequestId: 'x',
  systemFingerprint: null,
  warnings: [],
};

const ERROR: CanonicalError = {
  kind: 'overloaded',
  retryable: true,
  retryAfterMs: null,
  status: 503,
  provider: 'p',
  providerCode: null,
  message: 'busy (request 17)',
  providerRequestId: null,
  phase: 'http',
  retirement: null,
  guard: null,
  partial: null,
  raw: { name: null, message: null, body: null, headers: {} },
};

const answered = (parts: Partial<CanonicalResponse> = {}, more: Partial<Exchange> = {}): string => {
  const made = exchange('a', { outcome: { type: 'response', response: { ...ANSWER, ...parts } }, ...more });
  return contentDigest(record('a', { exchange: made }), made.outcome);
};
const failed = (parts: Partial<CanonicalError> = {}): string => {
  const made = exchange('a', { outcome: { type: 'error', error: { ...ERROR, ...parts } } });
  return contentDigest(record('a', { exchange: made }), made.outcome);
};

it('times and ids have no part in it', () => {
  const attempt: Attempt = {
    number: 1,
    waitedMs: 5,
    status: 200,
    error: null,
    sentMs: 1,
    headersMs: 2,
    firstByteMs: 3,
    firstOutputMs: null,
    lastByteMs: 4,
  };
  const [call] = ANSWER.toolCalls;
  const alike = [
    answered(),
    answered({ providerRequestId: 'other' }),
    answered({ toolCalls: call === undefined ? [] : [{ ...call, id: 'call-2' }] }),
    answered({}, { attempts: [attempt], enqueuedMs: 9, acquiredMs: 10 }),
    answered({}, { evidence: evidence({ headers: { date: 'today' }, chunkAtMs: [99] }) }),
  ];
  expect(new Set(alike).size).toBe(1);
  expect(failed({ message: 'busy (request 18)', providerRequestId: 'y', retryAfterMs: 7 })).toBe(failed());
});

it('everything else that was asked or answered has', () => {
  const [call] = ANSWER.toolCalls;
  const different = [
    answered(),
    answered({ text: 'eight' }),
    answered({ reasoning: null }),
    answered({ toolCalls: [] }),
    answered({ toolCalls: call === undefined ? [] : [{ ...call, rawArguments: '{"a":2}' }] }),
    answered({ finishReason: null }),
    answered({ usage: { inputTokens: null, outputTokens: 2, cachedTokens: null, reasoningTokens: null } }),
    answered({ model: 'n' }),
    answered({}, { requestHash: 'b'.repeat(64) }),
    answered({}, { servedAs: 'stream' }),
    failed(),
    failed({ kind: 'timeout' }),
    failed({ status: 429 }),
    failed({ partial: ANSWER }),
    contentDigest(record('a', { exchange: null, reason: 'limit/output' }), undefined),
    contentDigest(record('a', { exchange: null, reason: 'image/count' }), undefined),
  ];
  expect(new Set(different).size).toBe(different.length);
});

it('a disk gives back what was written: with any answer, secrets in it masked, a resumed run has the same root', async () => {
  const texts = fc.array(fc.oneof(fc.string({ unit: anyCodePoint }), fc.constant('hunter2!')), {
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(texts, texts, fc.boolean(), async (text, reasoning, isSent) => {
      await using dir = await temporaryFolder();
      const clock = stoppedClock();
      const masks = {
        redact: maskPassword,
        maskSecrets: maskPassword,
        countSecrets: (held: string) => held.split('hunter2!').length - 1,
      };
      const store = await createRun({
        dir: dir.path,
        manifest: manifest(),
        clock,
        processes: nodeProcesses,
        ...masks,
      });
      const response = { ...ANSWER, text: text.join(''), reasoning: reasoning.join('') };
      const error = { ...ERROR, providerCode: text.join(''), partial: response };
      const made = [
        exchange('a', { outcome: { type: 'response', response } }),
        exchange('b', { outcome: { type: 'error', error }, ...(isSent ? {} : { evidence: null }) }),
      ];
      const records = made.map((each) => record(each.case.prompt, { exchange: each }));
      await store.append([...records, record('s', { state: 'skipped', reason: 'r', exchange: null })], []);
      await store.close();
      const again = await resume(store.folder);
      expect(again.store.roots().contentRoot).toBe(store.roots().contentRoot);
      await again.store.close();
    }),
    { numRuns: 60 },
  );
});
