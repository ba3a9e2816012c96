import { describe, expect, it } from 'vitest';
import { isSaid } from '../../../src/providers/errors/is-said.ts';
import { PHRASES } from '../../../src/providers/errors/match-text.ts';
import { explain, normalize } from './normalizing.ts';

const kindOf = (body: string, status: number | null = null): string => normalize(null, { body, status }).kind;

/** Without the quotes that it has itself: whoever quotes it escapes them. */
const SEEN = PHRASES.map(({ phrase }) => phrase.seen.replaceAll(/['"`]/g, ''));

describe('what the caller asked and an error quotes', () => {
  it.each([
    ['of a message', (asked: string) => `Invalid request: messages[0].content: '${asked}'`],
    ['of a part of a message', (asked: string) => `Invalid value: messages.3.content.0.text = "${asked}"`],
    ['as a prompt', (asked: string) => `ValueError: prompt='${asked}'`],
    ['as an input', (asked: string) => `Invalid request (input: \`${asked}\`)`],
  ])('is not believed: %s', (_, quoting) => {
    const harmless = kindOf(quoting('please explain the weather'));
    expect(harmless).not.toBe('unknown');
    const believed = SEEN.filter((seen) => !seen.includes('is not valid JSON'));
    expect(believed.filter((seen) => kindOf(quoting(seen)) !== harmless)).toEqual([]);
  });

  it('is still shown', () => {
    const body = "Invalid request: messages[0].content: 'please explain rate limit exceeded'";
    expect(normalize(null, { body })).toMatchObject({ kind: 'invalid_request', message: body });
  });

  it.each([
    ["Upstream said: content: 'rate limit exceeded'", 'rate_limited'],
    ["message: 'rate limit exceeded'", 'rate_limited'],
    ["prompt: 'hello' failed: rate limit exceeded", 'rate_limited'],
    [
      'messages.4: `tool_use` ids were found without `tool_result` blocks immediately after',
      'invalid_request',
    ],
  ])('is no word of the error itself: %s', (body, kind) => {
    expect(kindOf(body)).toBe(kind);
  });
});

const DENIALS = [
  'This is not a rate limit',
  'not rate limited',
  'this is not an authentication problem',
  'No quota exceeded',
  'It is not due to a timeout',
  'The model is not overloaded',
  "It wasn't a network error",
  'The call was not cancelled',
  'It is not an invalid API key',
  'No content filter was triggered',
];

describe('what an error says that it is not', () => {
  it.each(DENIALS)('is not believed: %s', (denial) => {
    expect(explain(null, { body: denial }).decided.rule).toBe('none');
  });

  it('changes nothing of what it says that it is', () => {
    const toItsEnd = PHRASES.filter(({ phrase }) => !/[$^]/.test(phrase.pattern.source));
    const changed = toItsEnd.flatMap(({ phrase: { seen, status = null }, kind }) =>
      DENIALS.map((denial) => `${seen}; ${denial}.`).filter((body) => kindOf(body, status) !== kind),
    );
    expect(changed).toEqual([]);
  });

  it('is believed where it is said as well', () => {
    expect(kindOf('This is not a rate limit error of ours: your provider said rate limit exceeded')).toBe(
      'rate_limited',
    );
  });

  it.each([
    ['Could not validate credentials', 'authentication'],
    ["You didn't provide an API key.", 'authentication'],
    ['no route to host', 'connection'],
    ['Your key is not authorized', 'permission'],
  ])('is not what could not be done or is not there: %s', (body, kind) => {
    expect(kindOf(body)).toBe(kind);
  });

  it('ends no word and begins no text: what comes after it is read where it stands', () => {
    expect(isSaid(/rate.?limit|\bed\b/i, 'this is not rate limited')).toBe(false);
    expect(isSaid(/^: rejected|rate limit/i, 'this is not a rate limit: rejected')).toBe(false);
    expect(isSaid(/timeout|(?<!read )error/i, 'not a timeout: an error')).toBe(true);
    expect(isSaid(/read|(?<!read) error/i, 'not read error')).toBe(false);
  });

  it('is looked for a few times, however often it is repeated', () => {
    expect(isSaid(/rate limit/i, 'not rate limit, '.repeat(500))).toBe(false);
    expect(isSaid(/rate limit/i, 'not rate limit, rate limit')).toBe(true);
  });
});
