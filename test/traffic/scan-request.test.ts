import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCodePoint } from '../../src/fuzz/any-code-point.ts';
import { nameModel } from '../../src/traffic/name-model.ts';
import { scanRequest } from '../../src/traffic/scan-request.ts';

/** What a body says, and in how many steps it was read. */
function scanBytes(body: Uint8Array, stepBytes?: number) {
  const steps = scanRequest(body, stepBytes);
  for (let rests = 0; ; rests += 1) {
    const step = steps.next();
    if (step.done === true) return { found: step.value, rests };
  }
}

const scan = (text: string) => scanBytes(Buffer.from(text)).found;

/** No two keys of it, or one and a name that is read, are alike but for case. */
function isApart(value: object): boolean {
  const keys = new Set([...Object.keys(value), 'model', 'user', 'stream', 'n', 'stream_options']);
  return new Set([...keys].map((key) => key.toUpperCase())).size === keys.size;
}

const spaced = fc.tuple(
  fc.dictionary(fc.string({ unit: anyCodePoint }), fc.json()).filter(isApart),
  fc.constantFrom(0, 1, '\t\r\n'),
);

const userOf = (user: string) => scan(JSON.stringify({ user }))?.user;

describe('a body', () => {
  it('has its keys and values where JSON.parse has them, whatever stands in them', () => {
    fc.assert(
      fc.property(spaced, ([values, indent]) => {
        const value = Object.fromEntries(
          Object.entries(values).map(([key, json]) => [key, JSON.parse(json)]),
        );
        const body = Buffer.from(JSON.stringify(value, null, indent));
        const { found } = scanBytes(body);
        const read = [...(found?.spans ?? [])].map(([key, { from, to }]) => [
          key,
          JSON.parse(body.toString('utf8', from, to)),
        ]);
        expect(Object.fromEntries(read)).toEqual(value);
      }),
    );
  });

  it('is read past long texts, whatever is escaped in them', () => {
    const piece = fc.constantFrom('x'.repeat(63), 'x'.repeat(64), 'x'.repeat(65), '\\', '"', 'é', '}');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        expect(
          scan(JSON.stringify({ [`k${text}`]: text, list: [text, { text }], user: 'ada' })),
        ).toMatchObject({
          user: 'ada',
        });
      }),
    );
  });

  it('is read alike wherever others are served meanwhile', () => {
    const piece = fc.constantFrom('x'.repeat(70), '\\', '"', '\\\\', '{', ']', ' ', '1', ':', ',', '"a":');
    const text = fc.oneof(
      fc.array(piece).map((pieces) => `{"k":${pieces.join('')}}`),
      fc
        .tuple(fc.json(), fc.array(piece))
        .map(([json, pieces]) => `{"j":${json},"t":${JSON.stringify(pieces)} }`),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 80 }), (body, stepBytes) => {
        const whole = scan(body);
        expect(scanBytes(Buffer.from(body), stepBytes).found).toEqual(whole);
      }),
    );
  });

  it.each([
    ['one text', `"${'a word '.repeat(150_000)}"`],
    ['lists in lists', `${'['.repeat(500_000)}${']'.repeat(500_000)}`],
    ['many keys', `{${Array.from({ length: 150_000 }, () => '"k":1').join(',')}}`],
    ['escapes', `"${String.raw`\"`.repeat(500_000)}"`],
    ['escapes behind a text', `"${'x'.repeat(64)}${'\\'.repeat(1_000_000)}"`],
    ['a number', '1'.repeat(1_000_000)],
    ['spaces', `${' '.repeat(1_000_000)}1`],
  ])('of 1 MB holds nobody up, though it is %s', (_what, value) => {
    const { found, rests } = scanBytes(Buffer.from(`{"messages":${value},"user":"ada"}`));
    expect(found?.user).toBe('ada');
    expect(rests).toBeGreaterThanOrEqual(3);
  });

  it('knows a client again by a name of any length', () => {
    expect(userOf('a'.repeat(1_000_000))).toMatch(/^sha256:[\da-f]{64}$/);
    expect(userOf(`${'a'.repeat(2000)}b`)).not.toBe(userOf(`${'a'.repeat(2000)}c`));
    expect(userOf(`${'a'.repeat(2000)}b`)).toBe(userOf(`${'a'.repeat(2000)}b`));
  });

  it('says what routing reads of it', () => {
    const body = '{"messages":[{"model":"no"}],"model":"ll\\u0061ma","user":"ada","stream" : true}';
    expect(scan(body)).toMatchObject({ model: 'llama', user: 'ada', isStream: true, wantsUsage: false });
    expect(scan('{"stream_options":{ "include_usage": true }}')).toMatchObject({ wantsUsage: true });
    expect(scan('{"model":7,"stream":null}')).toMatchObject({ model: null, isStream: false });
  });

  it.each([
    '',
    ' ',
    '[]',
    '"a"',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,}',
    '{"a":[1}',
    '{"a":"',
    '{}x',
    '{"a" 1}',
  ])('that is no object is none: %j', (text) => {
    expect(scan(text)).toBeNull();
  });

  it('with a stream that is neither true nor false is refused, for some servers take it for true', () => {
    expect(scan('{"stream":"true"}')).toBeNull();
    expect(scan('{"stream":1}')).toBeNull();
  });

  it('with a key twice is refused, for parsers take one or the other', () => {
    expect(scan('{"model":"a","m\\u006fdel":"b"}')).toBeNull();
  });

  it.each([
    '{"model":"a","Model":"b"}',
    '{"Model":"b"}',
    '{"STREAM":true}',
    '{"\\u017ftream":true}',
    '{"N":4}',
    '{"messages":[],"Messages":[]}',
  ])(
    'with a key that is another but for its case is refused, for servers in Go take it for that: %s',
    (text) => {
      expect(scan(text)).toBeNull();
    },
  );

  it('is handed on with another model and every other byte as it came', () => {
    const without = fc
      .dictionary(
        fc.string({ unit: anyCodePoint }).filter((key) => key !== 'model'),
        fc.json(),
      )
      .filter(isApart);
    fc.assert(
      fc.property(
        without,
        fc.option(fc.string()),
        fc.string({ unit: anyCodePoint }),
        (rest, model, wanted) => {
          const named = model === null ? rest : { model, ...rest };
          const body = Buffer.from(JSON.stringify(named));
          const { found } = scanBytes(body);
          if (found === null) throw new Error('it is an object');
          const handed = nameModel(body, found, wanted);
          expect(JSON.parse(Buffer.from(handed).toString())).toEqual({ ...rest, model: wanted });
        },
      ),
    );
  });
});
