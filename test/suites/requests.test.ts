import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  BARE_PROMPT,
  goldenSchema,
  type Golden,
  type GoldenAnswer,
  type GoldenPrompt,
} from '../../src/contract/suites/prompt.ts';
import { canonicalRequestSchema, type CanonicalRequest } from '../../src/contract/exchanges/request.ts';
import type { Target } from '../../src/contract/wires/target.ts';
import { buildRequest } from '../../src/suites/build-request.ts';
import { estimateInputTokens, estimateTokens } from '../../src/suites/estimate-tokens.ts';
import { hashRequest } from '../../src/suites/hash-request.ts';
import { skipReason } from '../../src/suites/skip-reason.ts';
import { CAPABILITIES } from '../capabilities.ts';

const TOOL = { name: 'find', description: 'Finds.', parameters: { type: 'object' } };
const IMAGE = { type: 'image', format: 'png', data: Buffer.alloc(300).toString('base64') } as const;

function prompt(over: Partial<GoldenPrompt> = {}): GoldenPrompt {
  return {
    ...BARE_PROMPT,
    id: 'one',
    suite: 's',
    archetype: 'a',
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
    maxOutputTokens: 100,
    temperature: 0,
    ...over,
  };
}

function asking(text: string, over: Partial<GoldenPrompt> = {}): CanonicalRequest {
  return buildRequest(
    prompt({ messages: [{ role: 'user', content: [{ type: 'text', text }] }], ...over }),
    '',
  );
}

describe('a request', () => {
  it('is what the prompt says and valid by the contract', () => {
    const request = buildRequest(
      prompt({ output: { name: 'n', schema: { type: 'object' } }, tools: [TOOL] }),
      'id-1',
    );
    expect(canonicalRequestSchema.parse(request)).toEqual(request);
    expect(request.output).toEqual({ type: 'json', name: 'n', schema: { type: 'object' } });
    expect(request.requestId).toBe('id-1');
  });

  it('asks for text when the prompt has no schema', () => {
    expect(buildRequest(prompt(), '').output).toEqual({ type: 'text' });
  });
});

describe('the hash of a request', () => {
  it('does not know the request id, the prompt id, tags or comparators', () => {
    const hash = hashRequest(buildRequest(prompt(), 'a'));
    const other = prompt({ id: 'two', tags: ['core'], comparators: { '': 'exact' } });
    expect(hashRequest(buildRequest(other, 'b'))).toBe(hash);
  });

  it.each<[string, Partial<GoldenPrompt>]>([
    ['a word', { messages: [{ role: 'user', content: [{ type: 'text', text: 'Hallo' }] }] }],
    ['the cap', { maxOutputTokens: 101 }],
    ['no cap', { maxOutputTokens: null }],
    ['the temperature', { temperature: 0.1 }],
    ['a seed', { seed: 0 }],
    ['a stop sequence', { stop: ['x'] }],
    ['a tool', { tools: [TOOL] }],
    ['a tool choice', { toolChoice: 'none' }],
    ['a schema', { output: { name: 'n', schema: {} } }],
  ])('changes with %s', (_what, over) => {
    expect(hashRequest(buildRequest(prompt(over), ''))).not.toBe(hashRequest(buildRequest(prompt(), '')));
  });

  it('is the SHA-256 of the canonical JSON, whatever the order of keys in a schema', () => {
    const first = buildRequest(prompt({ output: { name: 'n', schema: { a: 1, b: 2 } } }), '');
    const second = buildRequest(prompt({ output: { name: 'n', schema: { b: 2, a: 1 } } }), '');
    expect(hashRequest(second)).toBe(hashRequest(first));
    expect(hashRequest(buildRequest(prompt(), ''))).toBe(
      createHash('sha256')
        .update(
          '{"maxOutputTokens":100,"messages":[{"content":[{"text":"Hello","type":"text"}],"role":"user"}],' +
            '"output":{"type":"text"},"seed":null,"stop":[],"temperature":0,"toolChoice":null,"tools":[],"topP":null}',
        )
        .digest('hex'),
    );
  });
});

describe('the estimate of tokens', () => {
  it('counts about four Latin letters, and one Chinese character, a token', () => {
    const empty = estimateInputTokens(asking(''));
    expect(estimateInputTokens(asking('word'.repeat(100))) - empty).toBe(100);
    expect(estimateInputTokens(asking('轴承'.repeat(50))) - empty).toBe(100);
    expect(estimateInputTokens(asking('ابجد'.repeat(50))) - empty).toBe(100);
  });

  it('counts images, tools, schemas and earlier calls', () => {
    const bare = estimateInputTokens(asking('Hi'));
    const richer: readonly Partial<GoldenPrompt>[] = [
      { messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }, IMAGE] }] },
      { tools: [TOOL] },
      { output: { name: 'n', schema: { type: 'object' } } },
      {
        messages: [
          { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
          {
            role: 'assistant',
            content: [],
            toolCalls: [{ id: 'call_1', name: 'find', arguments: { a: 'long enough' } }],
          },
        ],
      },
    ];
    for (const over of richer) expect(estimateInputTokens(asking('Hi', over))).toBeGreaterThan(bare);
  });

  it('adds the whole output cap, as a quota does', () => {
    const request = asking('Hi', { maxOutputTokens: 500 });
    expect(estimateTokens(request)).toBe(estimateInputTokens(request) + 500);
    expect(estimateTokens(asking('Hi', { maxOutputTokens: null }))).toBe(estimateInputTokens(asking('Hi')));
  });
});

const ABLE: Target = {
  id: 't',
  provider: 'p',
  wire: 'w',
  server: null,
  dialect: null,
  region: null,
  baseUrl: 'http://localhost',
  model: {
    id: 'm',
    providerModelId: 'm',
    aliases: [],
    contextTokens: 1000,
    maxOutputTokens: 200,
    images: { maxCount: 1, maxBytes: 300, formats: ['png'] },
  },
  capabilities: {
    ...CAPABILITIES,
    tools: 'send',
    toolChoice: ['auto'],
    jsonSchema: false,
    seed: false,
    topP: false,
    stop: false,
    doneMarker: false,
  },
  credentials: { kind: 'none' },
  headers: {},
  settings: {},
  concurrency: 1,
  quota: { id: 'q', requestsPerMinute: null, tokensPerMinute: null },
  deadlines: { headersMs: 1, firstOutputMs: 1, idleMs: 1, totalMs: 1, exchangeMs: 1, judgingMs: 1 },
  guards: { maxResponseBytes: 1, maxResponseCharacters: 1, maxEvents: 1, maxEventBytes: 1 },
  maxRetries: 0,
};

function withModel(over: Partial<Target['model']>): Target {
  return { ...ABLE, model: { ...ABLE.model, ...over } };
}

function withCapabilities(over: Partial<Target['capabilities']>): Target {
  return { ...ABLE, capabilities: { ...ABLE.capabilities, ...over } };
}

function reason(
  over: Partial<GoldenPrompt>,
  target: Target = ABLE,
  error: GoldenAnswer['error'] = null,
  source: Golden['provenance']['source'] = 'hand-written',
): string | null {
  const subject = prompt(over);
  const answer = { text: '', toolCalls: [], finish: null, error };
  const golden = goldenSchema.parse({ promptId: subject.id, answer, provenance: { source } });
  return skipReason({ prompt: subject, request: buildRequest(subject, ''), golden, draft: null }, target);
}

function showing(
  ...images: readonly { type: 'image'; format: 'png' | 'gif'; data: string }[]
): Partial<GoldenPrompt> {
  return { messages: [{ role: 'user', content: [{ type: 'text', text: 'Look' }, ...images] }] };
}

describe('a prompt is skipped', () => {
  it.each<[string, Partial<GoldenPrompt>, Target]>([
    ['limit/output', { maxOutputTokens: 201 }, ABLE],
    ['limit/images-count', showing(IMAGE, IMAGE), ABLE],
    ['limit/image-bytes', showing({ ...IMAGE, data: Buffer.alloc(301).toString('base64') }), ABLE],
    ['limit/image-format', showing({ ...IMAGE, format: 'gif' }), ABLE],
    ['capability/images', showing(IMAGE), withCapabilities({ images: false })],
    ['capability/images', showing(IMAGE), withModel({ images: null })],
    ['capability/tools', { tools: [TOOL] }, withCapabilities({ tools: 'none' })],
    [
      'limit/context',
      { messages: [{ role: 'user', content: [{ type: 'text', text: 'x'.repeat(8000) }] }] },
      ABLE,
    ],
  ])('for %s', (expected, over, target) => {
    expect(reason(over, target)).toBe(expected);
  });
});

describe('a prompt that is to end with an error', () => {
  const long = { messages: [{ role: 'user', content: [{ type: 'text', text: 'x'.repeat(8000) }] }] } as const;

  it('is asked where somebody filters, if it is to be filtered', () => {
    expect(reason({}, ABLE, 'content_filtered')).toBeNull();
    const open = withCapabilities({ contentFilter: false });
    expect(reason({}, open, 'content_filtered')).toBe('capability/content-filter');
    expect(reason({}, open)).toBeNull();
  });

  it('is asked where it is certainly too long, if it is to be that', () => {
    expect(reason(long, ABLE, 'context_overflow')).toBeNull();
    expect(reason({}, ABLE, 'context_overflow')).toBe('limit/context-holds');
    expect(reason(long, withModel({ contextTokens: null }), 'context_overflow')).toBe(
      'limit/context-unknown',
    );
    expect(reason(long, withModel({ contextTokens: 2000 }), 'context_overflow')).toBe(
      'limit/context-unknown',
    );
  });

  it('is asked where nobody knows the window, if it was seen to be too long', () => {
    const [undeclared, about] = [withModel({ contextTokens: null }), withModel({ contextTokens: 2000 })];
    expect(reason(long, undeclared, 'context_overflow', 'recorded')).toBeNull();
    expect(reason(long, about, 'context_overflow', 'recorded')).toBeNull();
    expect(reason({}, ABLE, 'context_overflow', 'recorded')).toBe('limit/context-holds');
  });
});

describe('a prompt is not skipped', () => {
  it.each<[string, Partial<GoldenPrompt>, Target]>([
    ['at the caps themselves', { maxOutputTokens: 200, ...showing(IMAGE) }, ABLE],
    ['for a downgrade of tools to no streaming', { tools: [TOOL] }, ABLE],
    [
      'for fields that are dropped and declared',
      {
        seed: 1,
        topP: 0.5,
        stop: ['x'],
        output: { name: 'n', schema: {} },
        tools: [TOOL],
        toolChoice: 'required',
      },
      ABLE,
    ],
    [
      'for limits that nobody vouches for',
      { maxOutputTokens: 9999 },
      withModel({ maxOutputTokens: null, contextTokens: null }),
    ],
    ['without a cap of its own', { maxOutputTokens: null }, ABLE],
    [
      'when the estimate is only somewhat above the context',
      { messages: [{ role: 'user', content: [{ type: 'text', text: 'x'.repeat(4800) }] }] },
      ABLE,
    ],
  ])('%s', (_what, over, target) => {
    expect(reason(over, target)).toBeNull();
  });
});
