import { expect, it } from 'vitest';
import { judgeExchange } from '../../../src/checks/judge-exchange.ts';
import { classifyWitnesses } from '../../../src/checks/truncation/classify-witnesses.ts';
import { ERROR_KINDS } from '../../../src/contract/errors/error-kind.ts';
import { NO_USAGE } from '../../../src/contract/exchanges/response.ts';
import { MODES } from '../../../src/contract/exchanges/mode.ts';
import { hasFinding } from '../../../src/metrics/has-finding.ts';
import {
  answered,
  buildCase,
  buildGolden,
  buildPrompt,
  buildResponse,
  MODEL,
  refused,
  type CaseParts,
} from '../../build-exchange.ts';

const LENGTH = { unified: 'length', raw: 'length' } as const;
const LONG = 'Every word of this lease is meant, and the guarantor is bound by all of it. '.repeat(60);
const FACTS = [
  { fact: '02 913 660', at: 'start' },
  { fact: 'GBP 2,500', at: 'middle' },
  { fact: 'Quay Wall', at: 'end' },
] as const;
const LONG_PROMPT = buildPrompt({
  messages: [{ role: 'user', content: [{ type: 'text', text: LONG }] }],
  sentinels: FACTS,
});
const HELD = 'Number 02913660, excess GBP 2500, and the quay\nwall.';
const COUNTED = { inputTokens: 1_100, outputTokens: 20, cachedTokens: null, reasoningTokens: null };

function classify(differs: Partial<CaseParts>): string {
  const { class: name, witnesses } = classifyWitnesses(buildCase(differs).witnesses);
  return [name, ...witnesses].join(': ');
}

function longAnswer(text: string, inputTokens: number | null = 1_100): Partial<CaseParts> {
  return {
    prompt: LONG_PROMPT,
    exchange: answered({ text, usage: { ...NO_USAGE, inputTokens, outputTokens: 20 } }),
  };
}

it('the ends of exchanges have classes of their own', () => {
  expect(classify({ exchange: refused({ guard: 'idle-timeout', kind: 'timeout' }) })).toMatch(/^guard-cut/);
  const interrupted = { kind: 'stream_interrupted' } as const;
  expect(classify({ exchange: refused(interrupted, { mode: 'stream' }) })).toMatch(/^stream-cut/);
  expect(classify({ exchange: refused(interrupted) })).toMatch(/^broken-off/);
  expect(classify({ exchange: refused({ kind: 'content_filtered' }) })).toMatch(/^filtered/);
  expect(classify({ exchange: refused({ kind: 'rate_limited' }) })).toBe('unknown');
  expect(classify({ exchange: refused({ kind: 'timeout' }) })).toBe('unknown');
  expect(classify({ exchange: refused({ kind: 'timeout', partial: buildResponse() }) })).toMatch(
    /^broken-off/,
  );
});

it.each(['server_error', 'overloaded', 'rate_limited', 'malformed_response', 'model_error'] as const)(
  'an answer that %s ended broke off where it had begun, and never was where it had not',
  (kind) => {
    const open = { text: 'Hel', finishReason: null };
    expect(classify({ exchange: refused({ kind, partial: buildResponse(open) }) })).toMatch(/^broken-off/);
    const nothing = buildResponse({ text: '', finishReason: null });
    expect(classify({ exchange: refused({ kind, partial: nothing }) })).toBe('unknown');
    const given = { unified: 'error', raw: 'error' } as const;
    const up = buildResponse({ text: 'Hel', finishReason: given });
    expect(classify({ exchange: refused({ kind, partial: up }) })).toBe('unknown');
  },
);

it('a stream without proof of its end was cut, whatever the client saw', () => {
  const proof = { frames: 3, terminalMarker: false, usageRecords: 0 };
  expect(classify({ exchange: answered({}, { mode: 'stream', proof }) })).toMatch(/^stream-cut/);
  expect(classify({ exchange: answered({}, { mode: 'stream', proof: null }) })).toMatch(/^stream-cut/);
  expect(classify({ exchange: answered({}, { proof: null }) })).toMatch(/^complete/);
});

it("the provider's own cap is told from the client's", () => {
  const full = answered({
    finishReason: LENGTH,
    usage: { inputTokens: 12, outputTokens: 50, cachedTokens: null, reasoningTokens: null },
  });
  const model = { ...MODEL, maxOutputTokens: 50 };
  expect(classify({ prompt: buildPrompt({ maxOutputTokens: 50 }), exchange: full })).toMatch(
    /^output-capped/,
  );
  expect(classify({ model, exchange: full })).toMatch(/^provider-capped: output tokens at the known cap/);
  expect(classify({ prompt: buildPrompt({ maxOutputTokens: 400 }), exchange: full })).toBe(
    'provider-capped: finish length below the requested cap',
  );
});

it('a window that the counts fill is the provider’s cap', () => {
  const prompt = buildPrompt({ maxOutputTokens: 400 });
  const exchange = answered({
    finishReason: LENGTH,
    usage: { inputTokens: 950, outputTokens: 50, cachedTokens: null, reasoningTokens: null },
  });
  const model = { ...MODEL, contextTokens: 1_000 };
  expect(classify({ prompt, exchange, model })).toBe('provider-capped: window full');
});

it('a server that says truncated: true lost input or output, by what it ended with', () => {
  const warnings = [
    { code: 'truncation/declared', message: 'truncated: true', frame: null, offset: null } as const,
  ];
  expect(classify({ exchange: answered({ warnings }) })).toBe('input-truncated: the server says truncated');
  expect(classify({ exchange: answered({ warnings, finishReason: LENGTH }) })).toMatch(/^provider-capped/);
});

it('fewer input tokens than the text can have mean that it was not all read', () => {
  expect(classify(longAnswer(HELD))).toMatch(/^complete/);
  expect(classify(longAnswer(HELD, 300))).toMatch(/^input-truncated: input tokens far below/);
  expect(classify(longAnswer(HELD, null))).toMatch(/^complete/);
});

it('the sibling and the golden count the same prompt', () => {
  const exchange = answered({
    usage: { inputTokens: 50, outputTokens: 4, cachedTokens: null, reasoningTokens: null },
  });
  const sibling = answered({
    usage: { inputTokens: 100, outputTokens: 4, cachedTokens: null, reasoningTokens: null },
  });
  expect(classify({ exchange, sibling })).toMatch(/^input-truncated/);
  expect(classify({ exchange: sibling, sibling: exchange })).toMatch(/^complete/);
  const golden = {
    ...buildGolden(),
    usage: { inputTokens: 90, outputTokens: 4, cachedTokens: null, reasoningTokens: null },
  };
  expect(classify({ exchange, golden })).toMatch(/^input-truncated/);
  expect(classify({ exchange: sibling, golden })).toMatch(/^complete/);
});

it('images are counted by rules of their own, so the golden does not say how many tokens they are', () => {
  const image = { type: 'image', format: 'png', data: '' } as const;
  const prompt = buildPrompt({ messages: [{ role: 'user', content: [image] }] });
  const golden = {
    ...buildGolden(),
    usage: { inputTokens: 2_000, outputTokens: 4, cachedTokens: null, reasoningTokens: null },
  };
  expect(classify({ prompt, golden })).toMatch(/^complete/);
});

it.each([
  ['excess GBP 2,500, the quay wall', 'start'],
  ['number 02 913 660, the quay wall', 'middle'],
  ['number 02 913 660, excess GBP 2,500', 'end'],
  [
    'number 102913660, excess GBP 12,500, the quay wall',
    'start and middle, which other numbers only contain',
  ],
])('%j lacks the fact at the %s', (text) => {
  expect(classify(longAnswer(text))).toBe('input-truncated: facts of one part of the input are missing');
});

it('facts are found in JSON behind its escapes and in the arguments of a call', () => {
  const json = JSON.stringify({ n: '02 913 660', e: 'GBP 2,500', w: 'quay wall' });
  expect(classify(longAnswer(json.replaceAll('q', String.raw`\u0071`)))).toMatch(/^complete/);
  const toolCalls = [{ id: null, name: 'note', arguments: JSON.parse(json), rawArguments: json }];
  const exchange = answered({ text: '', toolCalls, usage: COUNTED });
  expect(classify({ prompt: LONG_PROMPT, exchange })).toMatch(/^complete/);
});

it('arguments of a call that break off leave it open', () => {
  const toolCalls = [{ id: null, name: 'note', arguments: null, rawArguments: '{"a":"b' }];
  const finishReason = { unified: 'tool_calls', raw: 'tool_calls' } as const;
  expect(classify({ exchange: answered({ toolCalls, finishReason }) })).toBe('unknown');
});

it('a count that the text outgrows says nothing of a cap', () => {
  const prompt = buildPrompt({ maxOutputTokens: 2_000 });
  const usage = { inputTokens: 12, outputTokens: 3, cachedTokens: null, reasoningTokens: null };
  expect(classify({ prompt, exchange: answered({ text: LONG, finishReason: LENGTH, usage }) })).toBe(
    'output-capped: finish length',
  );
});

it('a stream is called cut in the ledger of truncation where its findings say so, and nowhere else', () => {
  for (const mode of MODES) {
    for (const kind of ERROR_KINDS) {
      for (const partial of [null, buildResponse({ finishReason: null })]) {
        const subject = buildCase({ exchange: refused({ kind, partial }, { mode }) });
        const isIncomplete = hasFinding(judgeExchange(subject), 'stream/incomplete');
        expect([mode, kind, classifyWitnesses(subject.witnesses).class === 'stream-cut']).toEqual([
          mode,
          kind,
          isIncomplete,
        ]);
      }
    }
  }
});
