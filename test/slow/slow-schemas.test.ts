import fc from 'fast-check';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { buildCase as assemble } from '../../src/checks/case.ts';
import { createSchemaCompiler, type CompiledSchema } from '../../src/checks/compile-schemas.ts';
import { finding } from '../../src/checks/finding.ts';
import { judgeExchange } from '../../src/checks/judge-exchange.ts';
import { judgeState } from '../../src/checks/judge-state.ts';
import { preparePrompt } from '../../src/checks/prepare-prompt.ts';
import { readAnswer, type Answer } from '../../src/checks/read-answer.ts';
import type { SchemaResult } from '../../src/checks/slow-value.ts';
import type { JsonObject, JsonValue } from '../../src/contract/json-value.ts';
import type { Verdict } from '../../src/contract/exchanges/verdict.ts';
import { judge } from '../../src/library/judge.ts';
import { answered, buildGolden, buildPrompt, MODEL } from '../build-exchange.ts';
import { CAPABILITIES } from '../capabilities.ts';

const LOOKING: JsonObject = { type: 'object', properties: { a: { type: 'string', pattern: '^(?!(a+)+$)' } } };
const STUCK = { a: `${'a'.repeat(40)}!` };

function compiled(schema: JsonObject, where?: 'apart'): CompiledSchema & { readonly ok: true } {
  const found = createSchemaCompiler(where).compile(schema);
  if (!found.ok) throw new Error(found.message);
  return found;
}

function codes(found: ReturnType<ReturnType<typeof compiled>['judge']>): unknown {
  return found === 'too-much' ? found : found.map(({ code }) => code);
}

describe('a schema in place', () => {
  it.each<[string, JsonObject, JsonValue, unknown]>([
    [
      'judges nested quantifiers in linear time',
      { pattern: '^(a+)+$' },
      `${'a'.repeat(1_000)}!`,
      ['schema/pattern'],
    ],
    [
      'judges them in the names of members',
      { patternProperties: { '^(a+)+$': false } },
      { [`${'a'.repeat(40)}!`]: 1 },
      [],
    ],
    ['leaves a pattern that looks around', LOOKING, { a: 'x' }, 'too-much'],
    ['leaves a text that is long for its pattern', { pattern: '(a|aa)+b' }, 'a'.repeat(400_000), 'too-much'],
    ['judges a short address', { format: 'url' }, 'http://a', ['schema/format-mismatch']],
    ['leaves a long one', { format: 'url' }, `http://${'a:'.repeat(5_000)}`, 'too-much'],
    ['compares many items', { uniqueItems: true }, Array.from({ length: 50_000 }, (_, a) => ({ a })), []],
    [
      'keeps two patterns apart',
      { properties: { a: { pattern: '^a$' }, b: { pattern: '^b$' } } },
      { a: 'b', b: 'b' },
      ['schema/pattern'],
    ],
  ])('%s', (_, schema, value, expected) => {
    expect(codes(compiled(schema).judge(value))).toEqual(expected);
  });

  it('is judged the same apart', () => {
    expect(codes(compiled(LOOKING, 'apart').judge({ a: 'aaa' }))).toEqual(['schema/pattern']);
    expect(codes(compiled({ format: 'url' }, 'apart').judge(`http://a.${'a'.repeat(2_500)}.com`))).toEqual(
      [],
    );
  });

  it('that refers to itself for the same value is no schema', () => {
    expect(createSchemaCompiler().compile({ $ref: '#' })).toMatchObject({ ok: false });
  });

  it('finds the items equal that ajv finds equal', () => {
    const value = fc.oneof(
      fc.constantFrom<JsonValue>(0, -0, 1, '1', '', null, true, false),
      fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom<JsonValue>(0, '0', []), {
        maxKeys: 2,
        noNullPrototype: true,
      }),
      fc.array(fc.constantFrom<JsonValue>(0, {}, []), { maxLength: 2 }),
    );
    const theirs = new Ajv2020({ allErrors: true }).compile({ uniqueItems: true });
    const ours = compiled({ uniqueItems: true });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 6 }), (items) => {
        const found = ours.judge(items);
        const [error] = theirs(items) ? [] : (theirs.errors ?? []);
        expect(found).toEqual(
          error === undefined
            ? []
            : [expect.objectContaining({ code: 'schema/uniqueItems', message: error.message })],
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

const PREPARED = preparePrompt(
  buildPrompt({
    output: { name: 'o', schema: LOOKING },
    tools: [{ name: 'look_up', description: '', parameters: LOOKING }],
    comparators: { '/toolCalls/*/arguments': 'ignore' },
  }),
  buildGolden({ text: '{"a":"x"}', toolCalls: [{ name: 'look_up', arguments: {} }], finish: 'tool_calls' }),
  createSchemaCompiler().compile,
);

function answerWith(value: JsonObject, result: SchemaResult): Answer {
  const text = JSON.stringify(value);
  const toolCalls = [{ id: 'c', name: 'look_up', arguments: value, rawArguments: text }];
  const finishReason = { unified: 'tool_calls', raw: 'tool_calls' } as const;
  const exchange = answered({ text, toolCalls, finishReason }, { mode: 'stream', servedAs: 'stream' });
  const read = readAnswer(PREPARED, exchange);
  if (!('slow' in read)) throw new Error('nothing of it is slow');
  return read.judged(read.slow.map(() => result));
}

function verdictsOf(answer: Answer, sibling: Answer | null): ReadonlyMap<string, Verdict> {
  const target = { capabilities: CAPABILITIES, model: MODEL };
  const subject = assemble({ prepared: PREPARED, answer, sibling, target, requestIdSeen: false });
  return new Map(judgeExchange(subject).map((verdict) => [verdict.check, verdict]));
}

describe('an answer that is not judged in time', () => {
  it('is undecided by its output and by its calls, and neither failed nor passed', () => {
    const answer = answerWith(STUCK, 'too-slow');
    const verdicts = verdictsOf(answer, null);
    expect(verdicts.get('output-schema')).toMatchObject({
      status: 'inconclusive',
      findings: [{ code: 'schema/too-slow', pointer: '' }],
    });
    expect(verdicts.get('tool-calls')).toMatchObject({
      status: 'inconclusive',
      findings: [{ code: 'schema/too-slow', pointer: '/toolCalls/0/arguments' }],
    });
    const { golden } = PREPARED;
    const given = { exchange: answer.exchange, verdicts: [...verdicts.values()], golden, skipReason: null };
    expect(judgeState(given)).toEqual({ state: 'errored', reason: 'schema/too-slow' });
  });

  it('is held against its other mode in all but the schema', () => {
    const sent = answerWith({ a: 'x' }, []);
    expect(verdictsOf(answerWith(STUCK, 'too-slow'), sent).get('stream-parity')?.status).toBe('pass');
    const broken = answerWith({ a: 'aaa' }, [finding('schema/pattern', '/a', 'no match')]);
    expect(verdictsOf(broken, sent).get('stream-parity')).toMatchObject({
      status: 'fail',
      findings: [{ code: 'stream-parity/tool-arguments' }, { code: 'stream-parity/schema' }],
    });
  });

  it('ends for a caller who waits', () => {
    const started = performance.now();
    const { state, findings } = judge({
      prompt: { output: { name: 'o', schema: LOOKING } },
      golden: { text: '{"a":"x"}', toolCalls: [], finish: 'stop', error: null },
      response: {
        text: JSON.stringify(STUCK),
        finishReason: { unified: 'stop', raw: 'stop' },
        usage: { inputTokens: 1, outputTokens: 1, cachedTokens: null, reasoningTokens: null },
      },
    });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(state).not.toBe('failed');
    expect(state).not.toBe('passed');
    expect(findings.map(({ code }) => code)).toEqual(['schema/too-slow']);
  });
});
