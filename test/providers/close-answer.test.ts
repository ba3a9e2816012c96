import { describe, expect, it } from 'vitest';
import { closeAnswer, type SeenAnswer } from '../../src/providers/close-answer.ts';
import { contextFor } from './decoding.ts';

const context = contextFor();
const FIN = { end: 'fin', cause: null } as const;
const RESET = { end: 'reset', cause: new Error('ECONNRESET') } as const;
const STALL = { end: 'stall', cause: null } as const;

/** What is seen of a stream that is complete. */
const WHOLE: SeenAnswer = {
  form: 'stream',
  ended: FIN,
  failure: null,
  unproven: null,
  stranger: null,
  leftover: false,
  finish: { unified: 'stop', raw: 'stop' },
};
const ERROR_FINISH = { finish: { unified: 'error', raw: 'abort' } } as const;
const STRANGER = { unproven: 'a finish reason', stranger: 'no event holds a chunk' };
const heard = context.errorFrom('{"error":{"message":"slow down","code":429}}');

function close(seen: Partial<SeenAnswer>): { kind: string | null; message: string; silent: boolean } {
  const { error, silent } = closeAnswer({ ...WHOLE, ...seen }, context);
  return { kind: error?.kind ?? null, message: error?.message ?? '', silent };
}

describe('an answer', () => {
  it.each(['stream', 'body'] as const)('that is proven and closed in order is complete: a %s', (form) => {
    expect(close({ form })).toEqual({ kind: null, message: '', silent: false });
  });

  it.each([
    ['that says an error has that error', { failure: heard, ended: RESET, unproven: 'x' }, 'rate_limited'],
    ['without its proof is interrupted', { unproven: 'a finish reason' }, 'stream_interrupted'],
    ['without its proof, of another kind than it should be, is none', STRANGER, 'malformed_response'],
    ['of another kind that has its proof all the same stands', { stranger: 'odd' }, null],
    ['with bytes left over is interrupted, though it is proven', { leftover: true }, 'stream_interrupted'],
    ["whose finish reason is an error is the model's", ERROR_FINISH, 'model_error'],
    ['that was reset is interrupted, though it is proven', { ended: RESET }, 'stream_interrupted'],
  ] as const)('%s', (_what, seen, kind) => {
    expect(close(seen).kind).toBe(kind);
  });
});

describe('a stream that broke off', () => {
  it.each([{ leftover: true }, { unproven: 'a finish reason' }, STRANGER, ERROR_FINISH])(
    'is told by that, and not by what it lacks: %j',
    (seen) => {
      const { kind, message } = close({ ended: RESET, ...seen });
      expect(kind).toBe('stream_interrupted');
      expect(message).toContain('the stream ended by reset (ECONNRESET)');
    },
  );

  it('by silence, once it was proven, is complete, and known to be silent', () => {
    expect(close({ ended: STALL })).toEqual({ kind: null, message: '', silent: true });
    expect(close({ ended: STALL, leftover: true }).kind).toBe('stream_interrupted');
    expect(close({ ended: STALL, unproven: 'metadata' }).kind).toBe('stream_interrupted');
  });
});

describe('a body that can be read', () => {
  it.each([
    [STRANGER, 'malformed_response'],
    [ERROR_FINISH, 'model_error'],
    [{ unproven: 'stopReason' }, 'stream_interrupted'],
  ] as const)('is told by what it says, and not by how its connection ended: %j', (seen, kind) => {
    expect(close({ form: 'body', ended: RESET, ...seen }).kind).toBe(kind);
  });

  it.each([RESET, STALL])('is proven to be all by an orderly end alone, not by $end', (ended) => {
    expect(close({ form: 'body', ended })).toMatchObject({ kind: 'stream_interrupted', silent: false });
  });
});
