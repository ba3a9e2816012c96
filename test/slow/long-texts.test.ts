// Megabytes that a hostile answer can hold: each is read to its end in a time that its length sets, or left at a limit.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BY_STRUCTURE, type PlaceRule } from '../../src/checks/parity/choose-comparator.ts';
import { compareStructure } from '../../src/checks/parity/compare-structure.ts';
import { createReference } from '../../src/checks/parity/reference.ts';
import type { JsonValue } from '../../src/contract/json-value.ts';
import { parseTolerant } from '../../src/json/parse-tolerant.ts';
import { createSseReader } from '../../src/providers/reading/read-sse.ts';
import { serveRecording } from '../../src/runs/given/serve-recording.ts';
import { readAll } from '../bodies.ts';
import { answered, buildGolden, buildPrompt } from '../build-exchange.ts';
import { judge } from '../checks/read-verdict.ts';
import { createFakeClock } from '../fake-clock.ts';
import { growth, MOST_GROWTH } from '../growth.ts';
import { utf8 } from '../providers/bytes.ts';

const TOOLS = ['get_weather', 'get-time'].map((name) => ({
  name,
  description: 'Of a city.',
  parameters: { type: 'object' },
}));

const asStructure = (): PlaceRule => BY_STRUCTURE;

/** How long each event is, and whether something is left that ended none. */
function read(pieces: readonly Uint8Array[]) {
  const lengths: number[] = [];
  const reader = createSseReader(
    ({ data }) => lengths.push(data.length),
    () => null,
  );
  for (const piece of pieces) reader.push(piece);
  return { lengths, leftover: reader.end() };
}

describe('is read in time to its length', () => {
  it.each(['[', '{"', '[}'])('a JSON that begins and begins: %s', (piece) => {
    const prepare = (size: number) => {
      const text = `x${piece.repeat(size)}`;
      return () => expect(parseTolerant(text).ok).toBe(false);
    };
    expect(growth(prepare, 250_000)).toBeLessThan(MOST_GROWTH);
  });

  it.each([
    ['[get_weather(', 'tool/call-in-text'],
    ['<|eot|>', 'template/leaked-marker'],
    ['"name":"get-time" ', 'pass'],
    ['[      ', 'pass'],
  ])('a text of what looks like calls: %s', (piece, expected) => {
    const prepare = (size: number) => {
      const subject = {
        prompt: buildPrompt({ tools: TOOLS }),
        golden: buildGolden({ text: '', toolCalls: [] }),
        exchange: answered({ text: piece.repeat(size), toolCalls: [] }),
      };
      return () => expect(judge('tool-calls', subject)).toBe(expected);
    };
    expect(growth(prepare, 50_000)).toBeLessThan(MOST_GROWTH);
  });

  it.each([': wait\n', 'data: {"a":1}\n'])('a stream that never ends an event, drop by drop: %j', (line) => {
    const prepare = (size: number) => {
      const drops = Array.from({ length: size }, () => utf8(line));
      const whole = read([Buffer.concat(drops)]);
      return () => expect(read(drops)).toEqual(whole);
    };
    expect(growth(prepare, 30_000)).toBeLessThan(MOST_GROWTH);
  });
});

it('ten thousand nested arrays do not exhaust the stack', () => {
  const deep: JsonValue = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000));
  expect(compareStructure(createReference(deep, false), deep, asStructure)).toEqual([]);
});

it('a recording that unpacks without end is left at a limit', async () => {
  const transport = serveRecording(
    {
      wire: '',
      mode: 'send',
      server: '',
      status: 200,
      headers: { 'content-encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(80 * 1024 * 1024)),
      asked: { usage: true, tools: null, toolChoice: null, maxOutputTokens: null },
    },
    createFakeClock(),
  );
  const asked = { method: 'POST', url: 'http://bytes.invalid/', headers: {}, body: null } as const;
  const { bytes, cause } = await readAll(await transport(asked, new AbortController().signal));
  expect(bytes.length).toBeLessThanOrEqual(64 * 1024 * 1024);
  expect(cause).toMatchObject({ guard: 'response-bytes' });
});
