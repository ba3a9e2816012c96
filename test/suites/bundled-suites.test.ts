import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { restsOn } from '../../src/checks/rests-on.ts';
import { isOfCalls } from '../../src/contract/suites/comparator.ts';
import type { JsonObject, JsonValue } from '../../src/contract/json-value.ts';
import type { Golden, GoldenPrompt } from '../../src/contract/suites/prompt.ts';
import { stringAt } from '../../src/json/read.ts';
import { walk } from '../../src/json/walk.ts';
import { buildRequest } from '../../src/suites/build-request.ts';
import { hashRequest } from '../../src/suites/hash-request.ts';
import { planPrompts } from '../../src/suites/plan-prompts.ts';
import { walkSchema } from '../../src/json/schema/walk-schema.ts';
import { GOLDENS, LOADED } from './bundled-set.ts';

const root = resolve(import.meta.dirname, '../..');
const { suites, warnings } = LOADED;
const { read, obsolete, problems } = GOLDENS;
const prompts = suites.flatMap((suite) => suite.prompts);

interface Pair {
  readonly id: string;
  readonly prompt: GoldenPrompt;
  readonly golden: Golden;
}

const pairs: readonly Pair[] = read.flatMap(({ suite, goldens }) =>
  suite.prompts.flatMap((prompt) => {
    const golden = goldens.get(prompt.id);
    return golden === undefined ? [] : [{ id: prompt.id, prompt, golden }];
  }),
);

const options = { strict: false, allErrors: true } as const;
const draft2020 = new Ajv2020(options);
const draft7 = new Ajv(options);
formats.default(draft2020);
formats.default(draft7);

function isDraft7(schema: JsonObject): boolean {
  return stringAt(schema, '$schema')?.includes('draft-07') ?? false;
}

function validator(schema: JsonObject): ValidateFunction {
  return isDraft7(schema) ? draft7.compile(schema) : draft2020.compile(schema);
}

function textOf(prompt: GoldenPrompt): string {
  return prompt.messages
    .flatMap(({ content }) => content.map((part) => (part.type === 'text' ? part.text : '')))
    .join('\n');
}

function imagesOf(prompt: GoldenPrompt): number {
  return prompt.messages.flatMap(({ content }) => content.filter((part) => part.type === 'image')).length;
}

function schemasOf(prompt: GoldenPrompt): JsonObject[] {
  return [...walkSchema(prompt.output?.schema ?? true)].map(({ schema }) => schema);
}

/** A coarse count that no tokenizer exceeds by much for these languages. */
function roughTokens({ text, toolCalls }: Golden['answer']): number {
  const whole = text + (toolCalls.length === 0 ? '' : JSON.stringify(toolCalls));
  const dense = whole.match(/[\u2E80-\uFFEF]/gu)?.length ?? 0;
  return dense + (whole.length - dense) / 3.2;
}

/** Ids of the prompts that have a key in common. */
function alike(keyOf: (prompt: GoldenPrompt) => string): readonly (readonly string[])[] {
  return [...Map.groupBy(prompts, keyOf).values()]
    .filter((group) => group.length > 1)
    .map((group) => group.map(({ id }) => id));
}

const how = (holds: (pair: Pair) => boolean): number => pairs.filter(holds).length;
const withSchema = (holds: (schema: JsonObject) => boolean): number =>
  how(({ prompt }) => schemasOf(prompt).some(holds));
const withFormat = (format: string): number => withSchema((schema) => schema['format'] === format);
const withText = (pattern: RegExp): number =>
  how(({ prompt, golden }) => pattern.test(textOf(prompt)) && golden.answer.error === null);

describe('the bundled suites', () => {
  it('load without a problem or a warning', () => {
    expect(warnings).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('have sixty core prompts, twelve in each of five suites', () => {
    const core = suites.map(({ name, prompts: own }) => [
      name,
      own.filter(({ tags }) => tags.includes('core')).length,
    ]);
    expect(core.filter(([, count]) => count !== 0)).toEqual([
      ['bug-triage', 12],
      ['contract-summary', 12],
      ['extraction', 12],
      ['sql-generation', 12],
      ['support-bot', 12],
    ]);
  });

  it('have no two prompts with one id, equal messages or equal requests', () => {
    expect(alike(({ id }) => id)).toEqual([]);
    expect(alike(({ messages }) => JSON.stringify(messages))).toEqual([]);
    expect(alike((prompt) => hashRequest(buildRequest(prompt, '')))).toEqual([]);
  });

  it('ask for no more than every target gives: at most 2048 tokens, and five images where it takes several', () => {
    for (const prompt of prompts) {
      expect(prompt.maxOutputTokens, prompt.id).toBeLessThanOrEqual(2048);
      expect(imagesOf(prompt), prompt.id).toBeLessThanOrEqual(5);
    }
  });

  it('leave no fixture or schema unused, and keep pictures under 40 KB but for one', () => {
    const yaml = readdirSync(join(root, 'suites'))
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => readFileSync(join(root, 'suites', file), 'utf8'))
      .join('\n');
    for (const folder of ['suites/schemas', 'fixtures/images', 'fixtures/documents']) {
      for (const file of readdirSync(join(root, folder))) expect(yaml).toContain(`${folder}/${file}`);
    }
    const large = readdirSync(join(root, 'fixtures/images')).filter(
      (file) => statSync(join(root, 'fixtures/images', file)).size >= 40_000,
    );
    expect(large.length, large.join(' ')).toBeLessThanOrEqual(1);
  });

  it('hold a long document that does not repeat itself', () => {
    const text = readFileSync(join(root, 'fixtures/documents/lease-kestrel-wharf.txt'), 'utf8');
    const lines = text.split('\n').filter((line) => line !== '');
    expect(Buffer.byteLength(text)).toBeGreaterThan(30_000);
    expect(new Set(lines).size).toBe(lines.length);
  });
});

describe('the prompts together cover', () => {
  it.each<[string, number, number]>([
    ['JSON', how(({ prompt }) => prompt.output !== null), 25],
    [
      'plain text',
      how(({ prompt, golden }) => prompt.output === null && golden.answer.toolCalls.length === 0),
      10,
    ],
    [
      'objects in objects',
      withSchema(
        (schema) =>
          schema['type'] === 'object' && JSON.stringify(schema['properties']).includes('"type":"object"'),
      ),
      10,
    ],
    ['enums', withSchema((schema) => 'enum' in schema), 15],
    ['arrays', withSchema((schema) => schema['type'] === 'array'), 15],
    [
      'nullable values',
      withSchema((schema) => Array.isArray(schema['type']) && schema['type'].includes('null')),
      10,
    ],
    ['a choice of schemas', withSchema((schema) => 'anyOf' in schema), 3],
    ['references', withSchema((schema) => '$ref' in schema), 3],
    ['patterns', withSchema((schema) => 'pattern' in schema), 5],
    ['draft-7', withSchema(isDraft7), 5],
    ['dates', withFormat('date'), 5],
    ['times of a day', withFormat('time'), 1],
    ['timestamps', withFormat('date-time'), 3],
    ['mail addresses', withFormat('email'), 3],
    ['URIs', withFormat('uri'), 3],
    [
      'an answer that is null somewhere',
      how(({ prompt, golden }) => prompt.output !== null && /: ?null/.test(golden.answer.text)),
      8,
    ],
    ['one tool', how(({ prompt }) => prompt.tools.length === 1), 3],
    ['several tools', how(({ prompt }) => prompt.tools.length > 1), 8],
    [
      'tools that are not wanted',
      how(({ prompt, golden }) => prompt.tools.length > 0 && golden.answer.toolCalls.length === 0),
      4,
    ],
    ['several calls at once', how(({ golden }) => golden.answer.toolCalls.length > 1), 1],
    [
      'arguments in arguments',
      how(({ golden }) =>
        golden.answer.toolCalls.some((call) => JSON.stringify(call.arguments).includes(':{')),
      ),
      1,
    ],
    ['tool choice auto', how(({ prompt }) => prompt.toolChoice === 'auto'), 3],
    ['tool choice none', how(({ prompt }) => prompt.toolChoice === 'none'), 1],
    ['tool choice required', how(({ prompt }) => prompt.toolChoice === 'required'), 2],
    [
      'a named tool',
      how(({ prompt }) => prompt.toolChoice !== null && typeof prompt.toolChoice === 'object'),
      2,
    ],
    [
      'tool results in the conversation',
      how(({ prompt }) => prompt.messages.some(({ role }) => role === 'tool')),
      4,
    ],
    [
      'conversations of several turns',
      how(({ prompt }) => prompt.messages.some(({ role }) => role === 'assistant')),
      5,
    ],
    ['no system message', how(({ prompt }) => prompt.messages[0]?.role === 'user'), 8],
    ['one image', how(({ prompt }) => imagesOf(prompt) === 1), 8],
    ['two images', how(({ prompt }) => imagesOf(prompt) === 2), 2],
    ['images with JSON', how(({ prompt }) => imagesOf(prompt) > 0 && prompt.output !== null), 5],
    ['images with tools', how(({ prompt }) => imagesOf(prompt) > 0 && prompt.tools.length > 0), 1],
    ['Chinese or Japanese', withText(/[\u4E00-\u9FFF]{3}/u), 3],
    ['Arabic', withText(/[\u0600-\u06FF]{3}/u), 2],
    ['Hebrew', withText(/[\u0590-\u05FF]{3}/u), 1],
    ['emoji', withText(/\p{Extended_Pictographic}/u), 2],
    ['combining marks', withText(/\p{L}\p{M}/u), 1],
    ['combining marks in an answer', how(({ golden }) => /[a-z]\p{M}/iu.test(golden.answer.text)), 1],
    ['joined emoji in an answer', how(({ golden }) => golden.answer.text.includes('\u200D')), 1],
    [
      'right-to-left text in an answer',
      how(({ golden }) => /[\u0590-\u06FF]{3}/u.test(JSON.stringify(golden.answer))),
      3,
    ],
    ['long inputs', how(({ prompt }) => textOf(prompt).length > 30_000), 1],
    ['answers cut by the cap', how(({ golden }) => golden.answer.finish === 'length'), 2],
    [
      'JSON cut by the cap',
      how(({ prompt, golden }) => prompt.output !== null && golden.answer.finish === 'length'),
      1,
    ],
    ['stop sequences', how(({ prompt }) => prompt.stop.length > 0), 4],
    ['a temperature', how(({ prompt }) => prompt.temperature !== null), 20],
    ['a temperature above 0', how(({ prompt }) => (prompt.temperature ?? 0) > 0), 4],
    ['top_p', how(({ prompt }) => prompt.topP !== null), 4],
    ['a seed', how(({ prompt }) => prompt.seed !== null), 4],
    [
      'no sampling parameter at all',
      how(({ prompt }) => prompt.temperature === null && prompt.topP === null && prompt.seed === null),
      2,
    ],
    ['exact comparison', how(({ prompt }) => Object.values(prompt.comparators).includes('exact')), 20],
    ['accepted variants', how(({ prompt }) => prompt.accepts.length > 0), 40],
    ['facts', how(({ prompt }) => prompt.facts.length > 0), 10],
  ])('%s', (_what, count, least) => {
    expect(count).toBeGreaterThanOrEqual(least);
  });
});

describe('the reference goldens', () => {
  it('are there for every prompt and no other, approved for just this request', () => {
    expect([obsolete, read.flatMap(({ missing }) => missing)]).toEqual([[], []]);
    // A changed prompt needs its golden approved again, with the new hash in parametersHash.
    const planned = read.flatMap(({ suite, goldens }) => planPrompts(suite.prompts, null, goldens));
    expect(planned.filter(({ golden, isStale }) => golden === null || isStale)).toEqual([]);
  });

  it('say that they were written by hand and why they are right', () => {
    for (const { id, golden } of pairs) {
      expect(golden.provenance, id).toMatchObject({ source: 'hand-written', model: null });
      expect(golden.provenance.reason?.length, id).toBeGreaterThan(20);
    }
  });

  it.each(pairs.filter(({ prompt, golden }) => prompt.output !== null && golden.answer.finish === 'stop'))(
    'are valid for their schema: $id',
    ({ prompt, golden }) => {
      const validate = validator(prompt.output?.schema ?? {});
      validate(JSON.parse(golden.answer.text));
      expect(validate.errors ?? []).toEqual([]);
    },
  );

  it.each(
    pairs.filter(({ golden: { answer } }) => answer.toolCalls.length > 0 && answer.finish !== 'length'),
  )('call offered tools with valid arguments: $id', ({ prompt, golden }) => {
    expect(golden.answer.finish).toBe('tool_calls');
    for (const call of golden.answer.toolCalls) {
      const tool = prompt.tools.find(({ name }) => name === call.name);
      if (tool === undefined) throw new Error(`${call.name} is not offered`);
      const validate = validator(tool.parameters);
      validate(call.arguments);
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  it('do as the tool choice says', () => {
    const disobedient = pairs.filter(({ prompt: { toolChoice }, golden: { answer } }) => {
      const called = answer.toolCalls.map(({ name }) => name);
      if (toolChoice === null || toolChoice === 'auto') return false;
      if (toolChoice === 'required') return called.length === 0;
      if (toolChoice === 'none') return called.length > 0;
      return called.length !== 1 || called[0] !== toolChoice.name;
    });
    expect(disobedient).toEqual([]);
  });

  it('follow on earlier calls that are valid as well', () => {
    const invalid = prompts.flatMap((prompt) =>
      prompt.messages
        .flatMap((message) => (message.role === 'assistant' ? message.toolCalls : []))
        .filter((call) => {
          const tool = prompt.tools.find(({ name }) => name === call.name);
          return tool === undefined || !validator(tool.parameters)(call.arguments);
        })
        .map((call) => `${prompt.id} ${call.name}`),
    );
    expect(invalid).toEqual([]);
  });

  it('end within the cap', () => {
    const whole = pairs.filter(({ golden }) => golden.answer.finish !== 'length');
    const over = whole.filter(
      ({ prompt, golden }) => roughTokens(golden.answer) > (prompt.maxOutputTokens ?? 0),
    );
    expect(over.map(({ id }) => id)).toEqual([]);
  });

  it.each(pairs.filter(({ golden }) => golden.answer.finish === 'length'))(
    'end in the middle of a sentence just at the cap: $id',
    ({ prompt, golden }) => {
      const share = roughTokens(golden.answer) / (prompt.maxOutputTokens ?? 0);
      expect(share).toBeGreaterThan(0.6);
      expect(share).toBeLessThan(1.35);
      expect(golden.answer.toolCalls.at(-1)?.arguments ?? golden.answer.text).toMatch(/[^.!?。؟}\]\s]$/u);
    },
  );

  it('end before the stop string', () => {
    for (const { id, prompt, golden } of pairs) {
      for (const stop of prompt.stop) expect(golden.answer.text, id).not.toContain(stop);
    }
  });

  it('quote the prompt word for word where they quote', () => {
    const quotes = pairs.flatMap(({ id, prompt, golden }) => {
      if (prompt.output === null || golden.answer.finish !== 'stop') return [];
      const answer: JsonValue = JSON.parse(golden.answer.text);
      const found: { id: string; quote: string; there: boolean }[] = [];
      walk(answer, ({ pointer, value }) => {
        if (pointer.endsWith('/quote') && typeof value === 'string') {
          found.push({ id, quote: value, there: textOf(prompt).includes(value) });
        }
        return true;
      });
      return found;
    });
    expect(quotes.length).toBeGreaterThanOrEqual(9);
    expect(quotes.filter(({ there }) => !there)).toEqual([]);
  });

  it('have a value at every place that a comparator names', () => {
    const nowhere = pairs.flatMap(({ id, prompt, golden }) => {
      if (prompt.output === null || golden.answer.finish !== 'stop') return [];
      const pointers = new Set<string>();
      walk(JSON.parse(golden.answer.text), ({ pointer }) => {
        pointers.add(pointer).add(pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*'));
        return true;
      });
      return Object.keys(prompt.comparators)
        .filter((key) => !isOfCalls(key) && !pointers.has(key))
        .map((key) => `${id} ${key}`);
    });
    expect(nowhere).toEqual([]);
  });
});

/** Whether a text has a word by itself: `end` does not stand in `friend`. */
function says(text: string, word: string): boolean {
  return new RegExp(`(?<![A-Za-z0-9_-])${word}(?![A-Za-z0-9_-])`).test(text);
}

/** Keys and the words of enums of a schema, as deep as they stand. */
function wordsOf(schema: JsonValue): readonly string[] {
  const words = new Set<string>();
  walk(schema, ({ pointer, value }) => {
    const place = pointer.split('/');
    if (place.at(-2) === 'properties') words.add(place.at(-1) ?? '');
    if (place.at(-1) === 'const' && typeof value === 'string') words.add(value);
    if (place.at(-2) === 'enum' && typeof value === 'string') words.add(value);
    return true;
  });
  return [...words];
}

/** Those whose schemas hold what a reader could not guess; others write their words in another way. */
const FIVE: ReadonlySet<string> = new Set([
  'bug-triage',
  'contract-summary',
  'extraction',
  'sql-generation',
  'support-bot',
]);

describe('a prompt of the first five suites that wants JSON', () => {
  const asking = pairs.filter(({ prompt }) => prompt.output !== null && FIVE.has(prompt.suite));

  it('names every key and every word of an enum itself: not every target enforces a schema', () => {
    const unnamed = asking.flatMap(({ id, prompt }) =>
      wordsOf(prompt.output?.schema ?? {})
        .filter((word) => !says(textOf(prompt), word))
        .map((word) => `${id} ${word}`),
    );
    expect(asking.length).toBeGreaterThanOrEqual(35);
    expect(unnamed).toEqual([]);
  });

  it('forbids a code fence around it', () => {
    const silent = asking.filter(
      ({ prompt }) => !/code\s+fence|コードブロック|代码块|Codezaun/.test(textOf(prompt)),
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });
});

it('no answer is compared by its presence alone, but for those that are cut', () => {
  const bare = pairs.filter(({ prompt, golden }) => restsOn(prompt, golden).includes('presence'));
  expect(bare.filter(({ golden }) => golden.answer.finish !== 'length').map(({ id }) => id)).toEqual([]);
});
