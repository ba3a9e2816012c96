import { describe, expect, it } from 'vitest';
import { loadSuites } from '../../src/suites/load-suites.ts';
import { BAD_SUITES, GOOD, suite, USER } from './bad-suites.ts';
import { problemsOf, projectOnDisk, spoken } from './project-on-disk.ts';

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);
const SCHEMA = '{"type":"object","required":["a"],"properties":{"a":{"type":"string"}}}';

async function errorsOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<readonly string[]> {
  const root = await projectOnDisk(files);
  const problems = await problemsOf(() => loadSuites({ root, names: null }));
  return problems.filter(({ severity }) => severity === 'error').map(spoken);
}

async function warnings(files: Readonly<Record<string, string | Uint8Array>>): Promise<readonly string[]> {
  const root = await projectOnDisk(files);
  return (await loadSuites({ root, names: null })).warnings.map(spoken);
}

/** A suite of one prompt on a document that is generated. */
function withChat(seed: number): string {
  return suite(
    `maxOutputTokens: 9\nmessages:\n  - role: user\n    content:\n      - generate: { kind: chat-en, seed: ${seed}, tokens: 300, facts: [{ at: 50, text: tea is at five }] }\n      - text: When is tea?`,
  );
}

describe('a suite file', () => {
  it('is read into prompts with everything that is not said as null or empty', async () => {
    const root = await projectOnDisk({ 'suites/greetings.yaml': GOOD });
    const { suites, warnings: doubts } = await loadSuites({ root, names: null });
    expect(doubts).toEqual([]);
    expect(suites).toEqual([
      {
        name: 'greetings',
        archetype: 'extraction',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        prompts: [
          {
            id: 'one',
            suite: 'greetings',
            archetype: 'extraction',
            tags: [],
            messages: [{ role: 'user', content: [{ type: 'text', text: 'Say hello.' }] }],
            output: null,
            tools: [],
            toolChoice: null,
            maxOutputTokens: 10,
            temperature: null,
            topP: null,
            seed: null,
            stop: [],
            comparators: {},
            facts: [],
            notFacts: [],
            sentinels: [],
            documents: [],
            accepts: [],
          },
        ],
      },
    ]);
  });

  it('has a hash that comments and layout do not change and a word does', async () => {
    const hashes = await Promise.all(
      [GOOD, `# a note\n${GOOD}`, GOOD.replace('hello', 'hullo')].map(async (text) => {
        const root = await projectOnDisk({ 'suites/greetings.yaml': text });
        return (await loadSuites({ root, names: null })).suites[0]?.hash;
      }),
    );
    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });

  it('puts documents, images and schemas in the place of their paths, neighbouring texts in one part', async () => {
    const root = await projectOnDisk({
      'fixtures/note.txt': 'The lease ends in May.',
      'fixtures/shot.dat': PNG,
      'suites/schemas/my.shape.json': SCHEMA,
      'suites/s.yaml': suite(
        'output: { schema: suites/schemas/my.shape.json }\nmaxOutputTokens: 9\nmessages:\n  - role: user\n    content: [{ text: JSON please. }, { document: fixtures/note.txt }, { image: fixtures/shot.dat }, { text: When? }]',
      ),
    });
    const prompt = (await loadSuites({ root, names: ['s'] })).suites[0]?.prompts[0];
    expect(prompt?.messages[0]?.content).toEqual([
      { type: 'text', text: 'JSON please.\n\nThe lease ends in May.' },
      { type: 'image', format: 'png', data: Buffer.from(PNG).toString('base64') },
      { type: 'text', text: 'When?' },
    ]);
    expect(prompt?.documents).toEqual(['The lease ends in May.']);
    expect(prompt?.output).toEqual({ name: 'my_shape', schema: JSON.parse(SCHEMA) });
  });

  it('writes documents that are to be generated, each once, and tells suites with others apart', async () => {
    const root = await projectOnDisk({ 'suites/a.yaml': withChat(1) });
    const again = await projectOnDisk({ 'suites/a.yaml': withChat(1) });
    const other = await projectOnDisk({ 'suites/a.yaml': withChat(2) });
    const [first, same, changed] = await Promise.all(
      [root, again, other].map(async (each) => (await loadSuites({ root: each, names: null })).suites[0]),
    );
    const [document = ''] = first?.prompts[0]?.documents ?? [];
    expect(document).toContain('tea is at five');
    expect(first?.prompts[0]?.messages[0]?.content).toEqual([
      { type: 'text', text: `${document}\n\nWhen is tea?` },
    ]);
    expect(same?.hash).toBe(first?.hash);
    expect(changed?.hash).not.toBe(first?.hash);
  });

  it('takes tools by name from its own list', async () => {
    const root = await projectOnDisk({
      'suites/s.yaml': suite(`${USER}\ntools: [find]\ntoolChoice: { name: find }`),
    });
    const prompt = (await loadSuites({ root, names: null })).suites[0]?.prompts[0];
    expect(prompt?.tools).toEqual([
      { name: 'find', description: 'Finds things.', parameters: { type: 'object' } },
    ]);
    expect(prompt?.toolChoice).toEqual({ name: 'find' });
  });
});

describe('a suite with mistakes', () => {
  it.each(BAD_SUITES)('is refused for %s', async (_what, text, errors) => {
    expect(await errorsOf({ 'suites/s.yaml': text })).toEqual(errors);
  });

  it('is refused with all its mistakes at once, and those of every other suite', async () => {
    const errors = await errorsOf({
      'suites/a.yaml': suite(`${USER}\nseeds: 1`),
      'suites/b.yaml': 'archetype: [',
      'suites/c.yaml': suite(`${USER}\ntools: [fnd]`).replace('id: one', 'id: two'),
    });
    expect(errors.map((line) => line.split(' ')[0])).toEqual([
      'suites/a.yaml:10:5',
      'suites/b.yaml:1:13',
      'suites/c.yaml:10:13',
    ]);
  });

  it('is shown with the lines around the place', async () => {
    const root = await projectOnDisk({
      'suites/s.yaml': GOOD.replace('role: user', 'role: usr'),
    });
    const [problem] = await problemsOf(() => loadSuites({ root, names: null }));
    expect(problem?.pointer).toBe('/prompts/0/messages/0/role');
    expect(problem?.frame).toBe(
      [
        '  3 |   - id: one',
        '  4 |     messages:',
        '> 5 |       - role: usr',
        '    |               ^^^',
        '  6 |         content: Say hello.',
        '  7 |     maxOutputTokens: 10',
        '  8 |',
      ].join('\n'),
    );
  });

  it('is refused when another suite has the same prompt id', async () => {
    const errors = await errorsOf({ 'suites/a.yaml': GOOD, 'suites/b.yaml': GOOD.replace('hello', 'hullo') });
    expect(errors).toEqual([
      'suites/b.yaml:3:9 the prompt "one" is there twice | rename one; the first is in suites/a.yaml',
    ]);
  });
});

describe('names of suites', () => {
  it('choose among the files, sorted', async () => {
    const root = await projectOnDisk({
      'suites/b.yaml': GOOD,
      'suites/a.yaml': GOOD.replace('id: one', 'id: two'),
      'suites/c.yaml': 'broken: [',
      'suites/notes.txt': 'no suite',
    });
    const { suites } = await loadSuites({ root, names: ['b', 'a'] });
    expect(suites.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('are refused when there is no such file, with the near one', async () => {
    const root = await projectOnDisk({ 'suites/extraction.yaml': GOOD });
    const problems = await problemsOf(() => loadSuites({ root, names: ['extracton', 'zzz'] }));
    expect(problems.map(spoken)).toEqual([
      'unknown suite "extracton" | did you mean "extraction"?',
      'unknown suite "zzz" | known: extraction',
    ]);
  });

  it('are asked for in vain where there is no folder or no file', async () => {
    expect(await errorsOf({ 'readme.txt': '' })).toEqual([
      'cannot read suites/: there is no such folder | a suite is a file suites/<name>.yaml',
    ]);
    expect(await errorsOf({ 'suites/readme.txt': '' })).toEqual([
      'suites/ holds no suite | a suite is a file suites/<name>.yaml',
    ]);
  });

  it('are refused where one would never be asked for its name', async () => {
    const [first] = await errorsOf({ 'suites/greetings.yaml': GOOD, 'suites/more.yml': GOOD });
    expect(first).toBe(
      'suites/more.yml would never be asked: the name of a suite ends with .yaml | rename it to suites/more.yaml, or put it elsewhere',
    );
  });

  it('are refused in another encoding than UTF-8, in place of asking with characters that nobody wrote', async () => {
    const latin = Uint8Array.from(Buffer.from(`${GOOD}# Ume\u00e5\n`, 'latin1'));
    const [first] = await errorsOf({ 'suites/greetings.yaml': latin });
    expect(first).toContain(
      'cannot read the suite suites/greetings.yaml: it is not UTF-8 text | save it as UTF-8',
    );
  });
});

function askingFor(path: string): string {
  return suite(
    `messages: [{ role: user, content: [{ image: ${path} }, { text: JSON }] }]\nmaxOutputTokens: 9`,
  );
}

describe('a file that a suite names', () => {
  it('is refused as an image when its first bytes are none, whatever its name', async () => {
    expect(await errorsOf({ 'suites/s.yaml': askingFor('a.png'), 'a.png': '<svg/>' })).toEqual([
      'suites/s.yaml:8:49 a.png: is not a PNG, JPEG, GIF or WebP image | the format is read from the first bytes',
    ]);
  });

  it('is refused as an image above 3.75 MB and taken at it', async () => {
    const big = new Uint8Array(3_750_001);
    big.set(PNG);
    expect(await errorsOf({ 'suites/s.yaml': askingFor('a.png'), 'a.png': big })).toEqual([
      'suites/s.yaml:8:49 a.png: has 3750001 bytes, more than the 3750000 that targets take | scale the image down or compress it',
    ]);
    expect(
      await warnings({ 'suites/s.yaml': askingFor('a.png'), 'a.png': big.subarray(0, 3_750_000) }),
    ).toEqual([]);
  });

  it('is refused as a document when it is no UTF-8 text or empty', async () => {
    const text = suite('messages: [{ role: user, content: [{ document: a.txt }] }]\nmaxOutputTokens: 9');
    expect(await errorsOf({ 'suites/s.yaml': text, 'a.txt': Uint8Array.from([0xff, 0xfe, 0x41]) })).toEqual([
      'suites/s.yaml:8:52 a.txt: is not UTF-8 text | save it as UTF-8',
    ]);
    expect(await errorsOf({ 'suites/s.yaml': text, 'a.txt': ' \n' })).toEqual([
      'suites/s.yaml:8:52 a.txt: is empty',
    ]);
  });

  it('cannot be a folder', async () => {
    expect(await errorsOf({ 'suites/s.yaml': askingFor('suites') })).toEqual([
      'suites/s.yaml:8:49 suites: it is a folder | paths are read from the project root',
    ]);
  });
});

it('a document that is written is refused where its facts make it longer than it says', async () => {
  const facts = [0, 50, 100].map((at) => `{ at: ${at}, text: '${'x'.repeat(1_400)}' }`).join(', ');
  const spec = (tokens: number): string =>
    `generate: { kind: log-en, seed: 7, tokens: ${tokens}, facts: [${facts}] }`;
  const asking = (tokens: number): string =>
    suite(`messages: [{ role: user, content: [{ ${spec(tokens)} }] }]\nmaxOutputTokens: 9`);
  expect(await errorsOf({ 'suites/s.yaml': asking(500) })).toEqual([
    expect.stringMatching(
      /^suites\/s\.yaml:8:\d+ the facts do not fit: with them the document comes to \d+ tokens, and 500 are asked for \| ask for more tokens, or plant/,
    ),
  ]);
  expect(await warnings({ 'suites/s.yaml': asking(2_000) })).toEqual([]);
});

describe('an output schema', () => {
  const asking = suite(`${USER}\noutput: { schema: suites/schemas/a.json }`);

  it.each([
    ['{"type": "object",}', 'suites/schemas/a.json:1:19 broken JSON: a property name is expected'],
    [
      '{"type": "strng"}',
      'suites/schemas/a.json:1:10 not a valid JSON Schema: must be equal to one of the allowed values: array, boolean, integer, null, number, object, string',
    ],
    [
      '{"type": "object",\n "propertis": {}}',
      'suites/schemas/a.json:2:2 unknown JSON Schema keyword "propertis" | did you mean "properties"?',
    ],
    [
      '{"properties": {"a": {"$ref": "https://json.example/a.json"}}}',
      'suites/schemas/a.json:1:31 $ref "https://json.example/a.json" points outside this file | copy the schema under $defs and refer to #/$defs/…; nothing is fetched',
    ],
    [
      '{"properties": {"a": {"$ref": "#/$defs/none"}}}',
      "suites/schemas/a.json:1:31 not a valid JSON Schema: can't resolve reference #/$defs/none from id #",
    ],
    [
      '{"properties": {"a": {"pattern": "("}}}',
      'suites/schemas/a.json:1:34 not a valid JSON Schema: Invalid regular expression: /(/u: Unterminated group',
    ],
    [
      '{"properties": {"a": {"format": "dat"}}}',
      'suites/schemas/a.json:1:33 unknown format "dat" | did you mean "date"?',
    ],
    [
      '{"$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "required": ["a"]}',
      'suites/schemas/a.json:1:13 unknown $schema "http://json-schema.org/draft-04/schema#" | use https://json-schema.org/draft/2020-12/schema or http://json-schema.org/draft-07/schema#',
    ],
    ['[]', 'suites/schemas/a.json:1:1 a JSON Schema is an object | see https://json-schema.org'],
    ['false', 'suites/schemas/a.json:1:1 a JSON Schema is an object | see https://json-schema.org'],
  ])('is refused: %s', async (schema, error) => {
    expect(await errorsOf({ 'suites/s.yaml': asking, 'suites/schemas/a.json': schema })).toEqual([error]);
  });

  it.each([
    '{}',
    'true',
    '{"title": "Anything", "$schema": "https://json-schema.org/draft/2020-12/schema"}',
    '{"type": "object"}',
  ])('that accepts anything is a warning: %s', async (schema) => {
    expect(await warnings({ 'suites/s.yaml': asking, 'suites/schemas/a.json': schema })).toEqual([
      'suites/schemas/a.json:1:1 this schema accepts anything, so no answer can fail it | say type, properties and required',
    ]);
  });

  it('may carry notes of other tools, anchors and both drafts', async () => {
    for (const schema of [
      '{"type":"object","x-owner":"finance","properties":{"a":{"type":"string","example":"b"}}}',
      '{"$id":"https://own.example/a","type":"object","properties":{"a":{"$ref":"https://own.example/a#/$defs/b"}},"$defs":{"b":{"type":"string"}}}',
      '{"$schema":"http://json-schema.org/draft-07/schema#","type":"array","items":[{"type":"string"}],"additionalItems":false}',
      '{"type":"object","if":{"required":["a"]},"then":{"required":["b"]}}',
    ]) {
      expect(await warnings({ 'suites/s.yaml': asking, 'suites/schemas/a.json': schema })).toEqual([]);
    }
  });

  it('by which an answer could hold up its judgement is warned of', async () => {
    const schema = '{"type":"object","properties":{"a":{"type":"string","pattern":"^(?!(a+)+$)"}}}';
    expect(await warnings({ 'suites/s.yaml': asking, 'suites/schemas/a.json': schema })).toEqual([
      String.raw`suites/schemas/a.json:1:63 a hostile answer can make this pattern take for ever: answers are judged apart, for deadlines.judgingMs at most, and one that takes longer proves nothing | write it without (?=, (?!, (?<=, (?<!, back references, \B and counts in the thousands`,
    ]);
  });

  it.each([
    '{"$ref":"#"}',
    '{"type":"object","properties":{"a":{"$ref":"#/$defs/a"}},"$defs":{"a":{"anyOf":[{"$ref":"#/$defs/a"}]}}}',
  ])('that refers to itself for the same value is refused: %s', async (schema) => {
    expect(await errorsOf({ 'suites/s.yaml': asking, 'suites/schemas/a.json': schema })).toEqual([
      expect.stringMatching(
        /^suites\/schemas\/a\.json:1:\d+ this schema refers back to itself for the same value, so nothing is ever decided \| let the reference lead through properties or items, or remove it$/,
      ),
    ]);
  });

  it('of a tool is checked as well, and has to be of type object', async () => {
    const text = suite(`${USER}\ntools: [find]`);
    expect(await errorsOf({ 'suites/s.yaml': text.replace('type: object', 'type: string') })).toEqual([
      'suites/s.yaml:5:17 parameters of tool "find" are not of type object | write type: object',
    ]);
    expect(
      await errorsOf({ 'suites/s.yaml': text.replace('type: object', 'type: object, required: a') }),
    ).toEqual(['suites/s.yaml:5:43 not a valid JSON Schema: must be array']);
  });
});

describe('a doubtful prompt', () => {
  it('is a warning when it wants JSON without saying so, even if a path does', async () => {
    const text = suite(
      'output: { schema: suites/schemas/a.json }\nmaxOutputTokens: 9\nmessages: [{ role: user, content: [{ document: json.txt }] }]',
    );
    expect(
      await warnings({
        'suites/s.yaml': text,
        'suites/schemas/a.json': SCHEMA,
        'json.txt': 'Fill in the form.',
      }),
    ).toEqual([
      'suites/s.yaml:7:9 prompt "one" wants JSON but does not say so in its text | ask for JSON in a system or user message: not every target enforces a schema',
    ]);
  });

  it('is a warning without a cap on the output', async () => {
    expect(await warnings({ 'suites/s.yaml': GOOD.replace('    maxOutputTokens: 10\n', '') })).toEqual([
      'suites/s.yaml:3:9 prompt "one" has no maxOutputTokens | set it: without it each provider\'s own default cuts the answer',
    ]);
  });

  it('is a warning when another prompt has the same messages', async () => {
    expect(
      await warnings({ 'suites/a.yaml': GOOD, 'suites/b.yaml': GOOD.replace('id: one', 'id: two') }),
    ).toEqual([
      'suites/b.yaml:3:9 prompt "two" has the same messages as "one" | a simulated target cannot tell them apart',
    ]);
  });
});
