import { describe, expect, it } from 'vitest';
import { RETRY_RULES } from '../../../src/contract/errors/error-kind.ts';
import { normalize } from './normalizing.ts';
import { POSTED as SERVED, POSTED_BEHIND, POSTED_ELSEWHERE, POSTED_PUBLICLY, type Posted } from './posted.ts';
import { WRAPPINGS } from './wrappings.ts';

const POSTED = [...SERVED, ...POSTED_BEHIND, ...POSTED_PUBLICLY, ...POSTED_ELSEWHERE];

const shown = ({ who, status, body, thrown }: Posted): string =>
  `${who} ${status ?? ''} ${(body ?? JSON.stringify(thrown)).slice(0, 110)}`;

describe('what servers, gateways and clients say', () => {
  it.each(POSTED.map((posted) => [shown(posted), posted] as const))('%s', (_, posted) => {
    const { status = null, body = null, thrown = null, headers = {}, phase = 'http' } = posted;
    const error = normalize(thrown, { status, body, headers, phase });
    expect(posted.kinds).toContain(error.kind);
    expect(error.retryable).toBe(posted.retryable ?? RETRY_RULES[error.kind].retryable);
    expect(error.message).not.toBe('');
  });
});

describe.each(Object.entries(WRAPPINGS))('a body %s', (_, wrap) => {
  it('is the error that it was', () => {
    const wrong = POSTED.flatMap((posted) => {
      const { body, status = null } = posted;
      if (body === undefined || status === null) return [];
      const { thrown, context } = wrap(body, status, posted);
      const { kind } = normalize(thrown, context);
      return posted.kinds.includes(kind) ? [] : [`${kind} for ${shown(posted)}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe('a body that was cut', () => {
  const structured = POSTED.filter(
    ({ body, status }) => body?.startsWith('{') === true && status !== undefined && status >= 400,
  );

  it.each([0.95, 0.9, 0.85])(
    'keeps its kind when %d of it is left, or has the kind of its status',
    (share) => {
      const wrong = structured.flatMap((posted) => {
        const { body = '', status = null } = posted;
        const { kind } = normalize(null, { status, body: body.slice(0, Math.floor(body.length * share)) });
        const bare = normalize(null, { status }).kind;
        return posted.kinds.includes(kind) || kind === bare ? [] : [`${kind} for ${shown(posted)}`];
      });
      expect(wrong).toEqual([]);
    },
  );

  it('says what the keys say that came whole', () => {
    const body = '{"errors":[{"code":"token_quota_reached","message":"Request of 12 tok';
    expect(normalize(null, { status: 403, body })).toMatchObject({
      kind: 'quota_exhausted',
      providerCode: 'token_quota_reached',
    });
  });

  it('says what is left of it when its beginning is lost', () => {
    const body = `minute: limit 900, used 800.', 'type': 'tokens', 'code': 'rate_limit_exceeded'}}`;
    expect(normalize({ message: body }).kind).toBe('rate_limited');
  });
});
