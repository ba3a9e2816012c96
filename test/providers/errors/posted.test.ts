import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RETRY_RULES } from '../../../src/contract/error-kind.ts';
import { collectEvidence } from '../../../src/providers/errors/collect-evidence.ts';
import { callRules, TEXT_RULES } from '../../../src/providers/errors/match-text.ts';
import { normalize } from './normalizing.ts';
import { alternatives, generable } from './pattern-words.ts';
import { POSTED_BEHIND } from './posted-behind.ts';
import { POSTED as SERVED, type Posted } from './posted.ts';
import { WRAPPINGS } from './wrappings.ts';

const POSTED = [...SERVED, ...POSTED_BEHIND];

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

describe('the words by which patterns are called', () => {
  const texts = POSTED.flatMap(({ body = null, thrown = null }) =>
    collectEvidence(thrown, { headers: {}, body }).evidence.texts.map(({ value }) => value),
  );

  it('stand in every text that a pattern matches', () => {
    const missed = texts.flatMap((text) => {
      const called = callRules(text);
      return TEXT_RULES.flatMap((rule, at) =>
        rule.pattern.test(text) && called[at] !== true ? [`${rule.id}: ${text}`] : [],
      );
    });
    expect(missed).toEqual([]);
  });

  it('stand in every text that any alternative of a pattern matches', () => {
    const missed = TEXT_RULES.flatMap((rule, at) =>
      alternatives(rule.pattern.source).flatMap((alternative) => {
        const matching = fc.stringMatching(new RegExp(`^(?:${generable(alternative)})$`));
        return fc
          .sample(matching, { numRuns: 20, seed: 1 })
          .map((text) => text.toLowerCase())
          .filter((text) => rule.pattern.test(text) && callRules(text)[at] !== true)
          .slice(0, 1)
          .map((text) => `${rule.id}: ${text}`);
      }),
    );
    expect(missed).toEqual([]);
  });

  it('are lower-case letters and digits, as texts are split', () => {
    for (const { words } of TEXT_RULES) expect(words).toMatch(/^[a-z0-9]+(?: [a-z0-9]+)*$/);
  });

  it('leave no rule unused', () => {
    const used = new Set(
      texts.flatMap((text) => TEXT_RULES.flatMap((rule) => (rule.pattern.test(text) ? [rule.id] : []))),
    );
    expect(TEXT_RULES.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
  });
});
