import fc from 'fast-check';
import { z } from 'zod';
import { MODES, type Mode } from '../../contract/exchanges/mode.ts';
import { isJsonObject } from '../../json/json-value.ts';
import { parseJson } from '../../json/parse-json.ts';
import { countEvents } from '../count-events.ts';
import { cutBytes } from '../cut-bytes.ts';
import { arbitrarySecret, findSecret, plantSecret, secretSchema } from '../plant-secret.ts';
import { defineProperty, fails, HOLDS } from '../property.ts';
import type { Script } from '../script.ts';
import type { FuzzWire, Served } from '../stage.ts';
import { arbitraryWireName, sayOn, wireNamed } from '../wire-case.ts';

const PLACES = ['error-field', 'error-header', 'page', 'text', 'cut-text'] as const;

const schema = z
  .strictObject({
    wire: z.string(),
    mode: z.enum(MODES),
    secret: secretSchema,
    place: z.enum(PLACES),
    cuts: z.array(z.int().nonnegative()).readonly(),
  })
  .readonly();

const SAID_BY_MODELS: ReadonlySet<Place> = new Set(['text', 'cut-text']);

type Place = (typeof PLACES)[number];

function withField(body: string, text: string): string {
  try {
    const value = parseJson(body);
    return isJsonObject(value) ? JSON.stringify({ ...value, debug: `the request had ${text}` }) : body + text;
  } catch {
    return body + text;
  }
}

/** A stream says the text in pieces, so that no event holds the whole secret. */
function scriptOf(text: string, cuts: readonly number[]): Script {
  const pieces = cutBytes(
    Buffer.from(text),
    cuts.map((cut) => 1 + (cut % text.length)),
  );
  return {
    pieces: pieces.map((piece) => Buffer.from(piece).toString('latin1')),
    finish: 'stop',
    tool: null,
    inputTokens: 1,
    outputTokens: 1,
  };
}

async function say(
  wire: FuzzWire,
  mode: Mode,
  place: Place,
  text: string,
  cuts: readonly number[],
): Promise<Served> {
  const cut = (served: Served, bytes: Uint8Array): Served => ({ ...served, chunks: cutBytes(bytes, cuts) });
  const script = scriptOf(text, cuts);
  if (place === 'text') return sayOn(wire, mode, script, null);
  if (place === 'cut-text') {
    const at = { part: script.pieces.length };
    return sayOn(wire, mode, script, { how: 'cut', at, kind: 'server_error', retryAfterMs: null });
  }
  const error = wire.sayError('authentication', null);
  const body = Buffer.concat(error.chunks).toString('utf8');
  if (place === 'error-field') return cut(error, Buffer.from(withField(body, text)));
  if (place === 'error-header') {
    return cut({ ...error, headers: { ...error.headers, 'x-debug-request': text } }, Buffer.from(body));
  }
  const page = `<html><head><title>502 Bad Gateway</title></head><body><pre>${text}</pre></body></html>`;
  return cut({ ...error, status: 502, headers: { 'content-type': 'text/html' } }, Buffer.from(page));
}

export const noSecret = defineProperty({
  name: 'no-secret',
  claim: 'no secret that a server echoes shows in an error, a line, a body or a report',
  schema,
  arbitrary: (stage) =>
    fc.record({
      wire: arbitraryWireName(stage),
      mode: fc.constantFrom(...MODES),
      secret: arbitrarySecret,
      place: fc.constantFrom(...PLACES),
      cuts: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 3 }),
    }),
  async judge({ wire: name, mode, secret, place, cuts }, stage) {
    const wire = wireNamed(stage, name);
    const planted = wire === null ? null : plantSecret(secret, wire.secrets);
    if (wire === null || planted === null) return { ...HOLDS, skips: [name] };
    // What a model says is its own: there the secrets count that we know, not what looks like one.
    if (SAID_BY_MODELS.has(place) && secret.form !== 'own') return HOLDS;
    const seen = await wire.hear(await say(wire, mode, place, planted.text, cuts), mode);
    const { error } = seen;
    const inError = error === null ? [] : [JSON.stringify({ ...error, partial: null })];
    const where = findSecret(planted.secret, inError);
    if (where !== null) return fails(`${name}: the error shows a ${secret.form} ${where}`);
    const left = findSecret(planted.secret, seen.traces());
    return left === null ? HOLDS : fails(`${name}: what is written shows a ${secret.form} ${left}`);
  },
  async events({ wire: name, mode, secret, place, cuts }, stage) {
    const wire = wireNamed(stage, name);
    const planted = wire === null ? null : plantSecret(secret, wire.secrets);
    return wire === null || planted === null
      ? 0
      : countEvents(await say(wire, mode, place, planted.text, cuts));
  },
});
