import { describe, expect, it } from 'vitest';
import { readDuration } from '../../../src/providers/errors/read-duration.ts';
import { readHttpDate } from '../../../src/providers/errors/read-http-date.ts';
import { normalize, NOW_MS } from './normalizing.ts';

const inSeconds = (seconds: number): number => Math.floor(NOW_MS / 1000) + seconds;
const throttled = (headers: Readonly<Record<string, string>>, body: string | null = null): number | null =>
  normalize(null, { status: 429, headers, body }).retryAfterMs;

describe('the head of an answer that broke later', () => {
  const headers = { 'retry-after': '2' };

  it.each([
    ['an event of a stream', { phase: 'stream', status: 200, body: '{"error":{"message":"Overloaded"}}' }],
    ['a body that is cut', { phase: 'http', status: 200, body: '{"choices":[{"mess' }],
  ] as const)('asks for no delay: %s', (_, context) => {
    expect(normalize(null, { ...context, headers }).retryAfterMs).toBeNull();
  });

  it('does where the whole body is an error', () => {
    const body = '{"error":{"message":"Rate limit exceeded","code":"rate_limit_exceeded"}}';
    expect(normalize(null, { status: 200, headers, body }).retryAfterMs).toBe(2_000);
  });
});

it('an id behind words of waiting is no delay', () => {
  const text = 'Capacity temporarily exceeded, please try again. (738e22f0-acab-814c-c0c6-a9dfdd1c6a19)';
  expect(normalize(null, { status: 503, body: text }).retryAfterMs).toBeNull();
});

describe('the delay that headers ask for', () => {
  it.each([
    ['seconds', { 'retry-after': '3' }, 3_000],
    ['a fraction of a second', { 'retry-after': '0.25' }, 250],
    ['quoted seconds', { 'retry-after': '"3"' }, 3_000],
    ['an IMF-fixdate', { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' }, 7_000],
    ['an RFC 850 date', { 'retry-after': 'Sunday, 06-Nov-94 08:49:37 GMT' }, 7_000],
    ['an asctime date, which is in GMT too', { 'retry-after': 'Sun Nov  6 08:49:37 1994' }, 7_000],
    ['a date that has passed', { 'retry-after': 'Sun, 06 Nov 1994 08:00:00 GMT' }, 0],
    ['milliseconds', { 'retry-after-ms': '815' }, 815],
    ['no milliseconds at all, before seconds', { 'retry-after': '2', 'retry-after-ms': '0' }, 0],
    ["AWS's milliseconds", { 'x-amz-retry-after': '1500' }, 1_500],
    ['milliseconds before seconds', { 'retry-after': '2', 'retry-after-ms': '1500' }, 1_500],
    ['a name in any case', { 'Retry-After': '3' }, 3_000],
    ['nonsense', { 'retry-after': 'soon' }, null],
    ['a negative number', { 'retry-after': '-3' }, null],
    ['nothing', {}, null],
  ])('may be %s', (_, headers, expected) => {
    expect(throttled(headers)).toBe(expected);
  });

  it.each([
    ['a duration', '27m21.6s', 1_641_600],
    ['milliseconds', '815ms', 815],
    ['minutes and seconds', '6m0s', 360_000],
    ['seconds from now', '59', 59_000],
    ['an epoch in seconds', String(inSeconds(12)), 12_000],
    ['an epoch in milliseconds', String(NOW_MS + 12_000), 12_000],
    ['an ISO date', '1994-11-06T08:49:40Z', 10_000],
  ])('is the reset of the limit as %s', (_, reset, expected) => {
    expect(throttled({ 'x-ratelimit-reset-requests': reset })).toBe(expected);
  });

  it('is the reset of the limit that is spent, not of the one that is not', () => {
    const headers = {
      'x-ratelimit-reset-requests': '1h',
      'x-ratelimit-remaining-requests': '99',
      'x-ratelimit-reset-tokens': '2s',
      'x-ratelimit-remaining-tokens': '0',
    };
    expect(throttled(headers)).toBe(2_000);
  });

  it('is no reset when no limit was hit: those headers stand on every response', () => {
    const headers = { 'x-ratelimit-reset-requests': '1h' };
    expect(normalize(null, { status: 500, headers }).retryAfterMs).toBeNull();
  });
});

describe('the delay that a body asks for', () => {
  it.each([
    ['try again in', 'Please try again in 20s.', 20_000],
    ['fractions with many digits', 'Please try again in 1.984999999s.', 1_985],
    ['minutes and seconds', 'Please try again in 12m58.08s. Need more?', 778_080],
    ['milliseconds', 'Try again in 815ms', 815],
    ['retry after', 'Please retry after 60 seconds.', 60_000],
    ['a header in words', 'rate limit. Retry-After: 3', 3_000],
    ['a line break within', 'rate limit reached. Please try\nagain in 11.455s.', 11_455],
    ['reset after', 'rate limit (reset after 3s)', 3_000],
    ['words for units', 'Rate limit is exceeded. Try again in 1 minute and 3 seconds.', 63_000],
  ])('in words: %s', (_, message, expected) => {
    expect(throttled({}, JSON.stringify({ error: { message } }))).toBe(expected);
  });

  it.each([
    [{ retry_after_seconds: 30 }, 30_000],
    [{ retry_after: 1.5 }, 1_500],
    [{ retryAfterMs: 250 }, 250],
    [{ error: { code: 429, details: [{ '@type': 'RetryInfo', retryDelay: '34s' }] } }, 34_000],
  ])('in a field: %j', (body, expected) => {
    expect(throttled({}, JSON.stringify(body))).toBe(expected);
  });

  it('comes after that of the headers', () => {
    expect(throttled({ 'retry-after': '1' }, '{"message":"try again in 9s"}')).toBe(1_000);
  });

  it('is none when waiting does not help', () => {
    const body = '{"message":"Access denied. If you fixed this, try again after 5 minutes."}';
    expect(normalize(null, { status: 403, body }).retryAfterMs).toBeNull();
  });
});

describe('durations and dates', () => {
  it.each([
    ['1h2m3.5s', 3_723_500],
    ['2 days', 172_800_000],
    ['20', 20_000],
    ['20 apples', 20_000],
    ['apples', null],
    ['', null],
    ['soon 20s', null],
  ])('reads %j as %j ms', (text, expected) => {
    expect(readDuration(text)).toBe(expected);
  });

  it('takes a two-digit year more than fifty years ahead for the past', () => {
    const nowMs = Date.UTC(2026, 0, 1);
    expect(readHttpDate('Sunday, 06-Nov-94 08:49:37 GMT', nowMs)).toBe(Date.UTC(1994, 10, 6, 8, 49, 37));
    expect(readHttpDate('Sunday, 06-Nov-39 08:49:37 GMT', nowMs)).toBe(Date.UTC(2039, 10, 6, 8, 49, 37));
  });

  it.each(['Sun, 06 Foo 1994 08:49:37 GMT', 'Sun, 06 Nov 1994', '1994-13-45T00:00:00Z', ''])(
    'finds no date in %j',
    (text) => {
      expect(readHttpDate(text, NOW_MS)).toBeNull();
    },
  );
});
