import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSseReader, type SseEvent } from '../../../src/providers/reading/read-sse.ts';
import { cutAt, cuts, oneByOne, textOf, utf8 } from '../bytes.ts';

interface Heard {
  readonly events: SseEvent[];
  readonly odd: [string, string][];
  readonly leftover: boolean;
  /** Where each of them ended. */
  readonly offsets: number[];
}

function read(pieces: readonly Uint8Array[]): Heard {
  const events: SseEvent[] = [];
  const odd: [string, string][] = [];
  const offsets: number[] = [];
  const reader = createSseReader(
    (event) => {
      events.push(event);
      offsets.push(reader.offset());
    },
    (field, value) => {
      odd.push([field, value]);
      offsets.push(reader.offset());
      return null;
    },
  );
  for (const piece of pieces) reader.push(piece);
  return { events, odd, leftover: reader.end(), offsets };
}

/** Events, and odd lines with whether they are taken for one. */
function readOdd(pieces: readonly Uint8Array[]) {
  const seen: unknown[] = [];
  const reader = createSseReader(
    (event) => seen.push(event),
    (field, _value, isFree) => {
      seen.push([field, isFree()]);
      return field.startsWith('{') && isFree() ? field : null;
    },
  );
  for (const piece of pieces) reader.push(piece);
  return { leftover: reader.end(), seen };
}

const whole = (text: string): Heard => read([utf8(text)]);
const datas = (heard: Heard): string[] => heard.events.map(({ data }) => data);

describe('the SSE reader', () => {
  it('gives an event for each blank line, with its type', () => {
    expect(whole('id: 1\nevent: message\ndata: {"a":1}\n\ndata: [DONE]\n\n')).toEqual({
      events: [
        { event: 'message', data: '{"a":1}', terminated: true },
        { event: null, data: '[DONE]', terminated: true },
      ],
      odd: [],
      leftover: false,
      offsets: [36, 50],
    });
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('takes %s for the end of a line', (_name, eol) => {
    const heard = whole(`data: one${eol}${eol}event: close${eol}data: two${eol}data: three${eol}${eol}`);
    expect(datas(heard)).toEqual(['one', 'two\nthree']);
    expect(heard.leftover).toBe(false);
  });

  it('needs no space after the colon and takes off one alone', () => {
    expect(datas(whole('data:one\n\ndata:  two\n\n'))).toEqual(['one', ' two']);
  });

  it('skips comments and a byte order mark', () => {
    expect(whole('\uFEFF: keep-alive\n\ndata: one\n\n:\n')).toEqual({
      events: [{ event: null, data: 'one', terminated: true }],
      odd: [],
      leftover: false,
      offsets: [28],
    });
  });

  it('says where in the bytes an event or an odd line ends, whatever came before in other pieces', () => {
    const text = '\uFEFFevent: a\ndata: é東\ndata: 2\n\n: c\nerror: no\n\nid: 1\ndata: 3\n\n';
    const ends = ['2\n\n', 'no\n', '3\n\n'].map(
      (end) => utf8(text.slice(0, text.indexOf(end) + end.length)).length,
    );
    expect(whole(text).offsets).toEqual(ends);
    expect(read(oneByOne(utf8(text))).offsets).toEqual(ends);
  });

  it('keeps a character whole that was cut in the middle', () => {
    expect(datas(read(oneByOne(utf8('data: 東京 😀 é\n\n'))))).toEqual(['東京 😀 é']);
  });

  it.each([
    ['nothing after its data', 'data: {"a":1}'],
    ['a line end after its data', 'data: {"a":1}\n'],
    ['another event before it in the same bytes', 'data: one\n\ndata: {"a":1}\n'],
    ['a CRLF after its data', 'data: one\r\n\r\ndata: {"a":1}\r\n'],
  ])('hands out a last event without its blank line as unterminated, with %s', (_name, text) => {
    const heard = whole(text);
    expect(heard.events.at(-1)).toEqual({ event: null, data: '{"a":1}', terminated: false });
    expect(heard.leftover).toBe(false);
  });

  it.each([
    ['a field without data', 'data: one\n\nevent: close\n'],
    ['half a field name', 'data: one\n\ndat'],
    ['an id', 'data: one\n\nid: 7\n'],
    ['a line that is no field', 'data: one\n\n<html>'],
  ])('says that bytes were left over after %s', (_name, text) => {
    const heard = whole(text);
    expect(datas(heard)).toEqual(['one']);
    expect(heard.leftover).toBe(true);
  });

  it.each([
    ['nothing at all', ''],
    ['a last comment', 'data: one\n\n: bye'],
    ['fields without data but with their blank line', 'data: one\n\nevent: ping\n\n'],
  ])('has nothing left over after %s', (_name, text) => {
    expect(whole(text).leftover).toBe(false);
  });

  it.each([
    ['with its line end', 'error: {"code":500}\n\n'],
    ['as the last bytes of the body', 'error: {"code":500}'],
  ])('reports a field that the specification ignores, %s', (_name, text) => {
    expect(whole(text).odd).toEqual([['error', '{"code":500}']]);
    expect(read(oneByOne(utf8(text))).odd).toEqual([['error', '{"code":500}']]);
  });

  it('does not care how the bytes are cut', () => {
    const lines = fc.constantFrom(
      'data: {"text":"é東😀"}',
      'data:',
      'data: [DONE]',
      'event: error',
      'error: {"code":500,"message":"no"}',
      'id: 3',
      'retry: 10',
      ': comment',
      '{"error":"bare"}',
      'dat',
      '',
      '',
      '',
    );
    const ends = fc.constantFrom('\n', '\n', '\r\n', '\r');
    const bodies = fc.array(fc.tuple(lines, ends), { maxLength: 14 }).chain((rows) => {
      const text = rows.map(([line, end]) => line + end).join('');
      return fc.record({
        text: fc.constantFrom(text, `\uFEFF${text}`, text.slice(0, -1)),
        offsets: cuts(text.length + 16),
      });
    });
    fc.assert(
      fc.property(bodies, ({ text, offsets }) => {
        const bytes = utf8(text);
        const expected = read([bytes]);
        expect(read(cutAt(bytes, offsets))).toEqual(expected);
        expect(read(oneByOne(bytes))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('takes the same lines of no field for events, however the bytes are cut', () => {
    const line = fc.constantFrom('{1}', '{2}', '', ':', 'data: a', 'data:', 'event: e', 'id: 1', 'junk');
    const lines = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 12 });
    fc.assert(
      fc.property(lines, cuts(80), (given, offsets) => {
        const bytes = utf8(given.map((each) => each.join('')).join(''));
        expect(readOdd(cutAt(bytes, offsets))).toEqual(readOdd([bytes]));
      }),
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), cuts(300), (bytes, offsets) => {
        const expected = read([bytes]);
        expect(read(cutAt(bytes, offsets))).toEqual(expected);
        expect(expected.events.every(({ data }) => textOf(bytes).length >= data.length)).toBe(true);
      }),
    );
  });
});
