import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SideDrift } from '../../src/contract/gates/comparison.ts';
import type { FindingCode } from '../../src/contract/findings.ts';
import type { Consumer } from '../../src/contract/gates/migration.ts';
import type { Finding } from '../../src/contract/exchanges/verdict.ts';
import { compareSides, type ComparedPair } from '../../src/parity/compare-sides.ts';
import { judgeSides } from '../../src/parity/judge-sides.ts';
import { createReadBy } from '../../src/parity/read-by.ts';

function found(code: FindingCode, pointer = ''): Finding {
  return { code, pointer, message: 'as found', expected: 1, observed: 2 };
}

const BREAK = found('parity/type-changed', '/rows/0/total');

function pair(
  at: number,
  differences: readonly Finding[],
  noise: readonly Finding[] | null = null,
): ComparedPair {
  const prompt = `p${String(at).padStart(3, '0')}`;
  const ids = { prompt, baseline: `old/${prompt}/send/1`, candidate: `new/${prompt}/send/1` };
  return { ...ids, what: 'compared', differences, noise, losses: { baseline: [], candidate: [] } };
}

function many(count: number, differences: readonly Finding[], noise: readonly Finding[] | null, from = 0) {
  return Array.from({ length: count }, (_, at) => pair(from + at, differences, noise));
}

function judge(
  pairs: readonly ComparedPair[],
  consumers: readonly Consumer[] = [],
  drift: SideDrift | null = null,
) {
  const fold = compareSides();
  for (const each of pairs) fold.add(each);
  return judgeSides(fold.counted(), createReadBy(consumers), null, drift, null);
}

function consumer(reads: readonly string[], more: Partial<Consumer> = {}): Consumer {
  return { id: 'billing', description: null, reads, finishReasons: null, errorKinds: null, ...more };
}

function refused(prompt: string, mode: string, reason: string): ComparedPair {
  const [baseline, candidate] = ['old', 'new'].map((side) => `${side}/${prompt}/${mode}/1`);
  return { prompt, baseline: baseline ?? '', candidate: candidate ?? '', what: 'unserved', reason };
}

describe('where the baseline was asked once', () => {
  it('two sides without a difference pass, and a break fails', () => {
    expect(judge(many(3, [], null))).toMatchObject({ verdict: 'pass', groups: [] });
    const broken = judge([...many(3, [], null), pair(9, [BREAK])]);
    expect(broken).toMatchObject({
      verdict: 'fail',
      reason: 'parity/type-changed at /rows/*/total breaks on 1 prompt',
      groups: [{ pointer: '/rows/*/total', prompts: 1, noise: null, evidence: null, class: 'breaking' }],
    });
    expect(broken.dimensions.find(({ dimension }) => dimension === 'types')).toMatchObject({
      prompts: 4,
      differing: 1,
      rate: 0.25,
    });
  });

  it('what costs a client little does not break', () => {
    expect(judge([pair(1, [found('parity/extra-path', '/new')])]).verdict).toBe('pass');
  });

  it('nothing compared proves nothing, and a pair that is missing leaves it open', () => {
    const ids = { prompt: 'p', baseline: 'old/p/send/1', candidate: 'new/p/send/1' };
    expect(judge([]).verdict).toBe('inconclusive');
    expect(judge([{ ...ids, what: 'skipped' }]).verdict).toBe('inconclusive');
    expect(judge([pair(1, []), { ...ids, what: 'missing' }])).toMatchObject({
      verdict: 'inconclusive',
      pairs: { planned: 2, compared: 1, missing: 1 },
    });
    expect(judge([pair(1, []), { ...ids, what: 'skipped' }]).verdict).toBe('pass');
  });

  it('what the candidate alone cannot be asked breaks whoever asks it, in whatever modes', () => {
    const pairs = [
      ...many(3, [], null),
      refused('x', 'send', 'limit/output'),
      refused('x', 'stream', 'limit/output'),
      refused('y', 'send', 'limit/images-count'),
      refused('z', 'send', 'limit/images-count'),
    ];
    expect(judge(pairs)).toMatchObject({
      verdict: 'fail',
      reason:
        'the candidate cannot be asked 3 of 6 prompts that the baseline can (limit/images-count on 2, limit/output on 1)',
      pairs: { planned: 7, compared: 3, unserved: 4, skipped: 0 },
      unserved: [
        { reason: 'limit/images-count', prompts: 2 },
        { reason: 'limit/output', prompts: 1 },
      ],
    });
    // Even where nothing else could be compared.
    expect(judge(pairs.slice(3)).verdict).toBe('fail');
  });
});

describe('where the baseline was asked twice', () => {
  it('a break that it has of itself as often is its own noise', () => {
    const noisy = [...many(10, [BREAK], []), ...many(10, [], [BREAK], 10), ...many(30, [BREAK], [BREAK], 20)];
    expect(judge(noisy)).toMatchObject({
      verdict: 'inconclusive',
      groups: [{ prompts: 40, noise: 40 }],
    });
  });

  it('seven prompts on which the candidate alone breaks are enough, and six are not', () => {
    expect(judge([...many(7, [BREAK], []), ...many(40, [], [], 7)]).verdict).toBe('fail');
    const six = judge([...many(6, [BREAK], []), ...many(40, [], [], 7)]);
    expect(six.verdict).toBe('inconclusive');
    expect(six.groups[0]?.evidence).toBeCloseTo(18.143, 3);
  });

  it('breaks of one dimension count together, wherever they are', () => {
    const spread = Array.from({ length: 7 }, (_, at) =>
      pair(at, [found('parity/type-changed', `/only/${'x'.repeat(at + 1)}`)], []),
    );
    expect(judge(spread).verdict).toBe('fail');
    // Differences that break nobody lend them no weight.
    const light = many(20, [found('parity/extra-path', '/more')], []);
    expect(judge([...light, pair(50, [BREAK], [])]).verdict).toBe('inconclusive');
  });
});

function reading(reads: readonly string[], finding: Finding, more: Partial<Consumer> = {}): string {
  return judge([pair(1, [finding])], [consumer(reads, more)]).verdict;
}

describe('consumers', () => {
  it.each([
    [['/rows/*/total'], 'fail'],
    [['/rows'], 'fail'],
    [['/rows/0'], 'fail'],
    [['/rows/*/total/net'], 'fail'],
    [['/name'], 'pass'],
    [['/rows/*/name'], 'pass'],
  ])('that read %j of a break at /rows/0/total: %s', (reads, verdict) => {
    expect(reading(reads, BREAK)).toBe(verdict);
  });

  it('read whatever is said of the whole answer, and of words and errors what they name', () => {
    const [cut, word, kind] = [
      found('stream/incomplete'),
      found('finish/changed'),
      found('error/invalid_request'),
    ];
    expect([cut, word, kind].map((each) => reading(['/name'], each))).toEqual(['fail', 'fail', 'fail']);
    expect(reading(['/name'], word, { finishReasons: [] })).toBe('pass');
    expect(reading(['/name'], kind, { errorKinds: ['timeout'] })).toBe('pass');
    expect(reading(['/name'], kind, { errorKinds: ['timeout', 'invalid_request'] })).toBe('fail');
  });

  it('are named by the verdict, and what none of them reads says so', () => {
    const judged = judge([pair(1, [BREAK, found('parity/missing-path', '/name')])], [consumer(['/name'])]);
    expect(judged.reason).toBe('parity/missing-path at /name breaks on 1 prompt, read by billing');
    expect(judged.groups.map(({ readBy }) => readBy)).toEqual([['billing'], []]);
  });
});

it('the order of pairs changes nothing', () => {
  const findings = fc.subarray([BREAK, found('parity/missing-path', '/a/3'), found('usage/missing')]);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(9), findings, fc.option(findings)), { maxLength: 20 }), (rows) => {
      const pairs = rows.map(([at, differences, noise]) => pair(at, differences, noise));
      const [forth, back] = [judge(pairs), judge(pairs.toReversed())].map((judged) => ({
        ...judged,
        // Pairs of one prompt have the same ids here, so that either may be its example.
        groups: judged.groups.map(({ expected: _e, observed: _o, message: _m, ...group }) => group),
      }));
      expect(back).toEqual(forth);
    }),
    { numRuns: 100 },
  );
});

function rates({ dimensions }: ReturnType<typeof judge>) {
  return dimensions.filter(({ differing }) => differing > 0).map(({ dimension, rate }) => [dimension, rate]);
}

describe('where the sides were not read or served by the same', () => {
  const openai = { of: 'wrapper', name: 'openai', baseline: '7', candidate: '8' } as const;
  const pairs = [...many(3, [], null), pair(9, [BREAK])];
  it('the same stored answers differ by the wrapper alone, and it is named', () => {
    const judged = judge(pairs, [], { sameAnswers: true, versions: [openai] });
    expect(rates(judged)).toEqual([['wrapper', 0.25]]);
    expect(judged.groups.map(({ dimension }) => dimension)).toEqual(['wrapper']);
    expect(judged.verdict).toBe('fail');
    expect(judged.reason).toContain('; it is of the wrapper');
  });

  it('other answers may differ by it: it stands beside the dimensions of the provider', () => {
    const judged = judge(pairs, [], { sameAnswers: false, versions: [{ ...openai, of: 'server' }] });
    expect(rates(judged)).toEqual([
      ['types', 0.25],
      ['server', 0.25],
    ]);
    expect(judged.reason).toContain('; it may be of the server, whose versions differ');
  });

  it('versions alone break nothing', () => {
    const judged = judge(many(3, [], null), [], { sameAnswers: false, versions: [openai] });
    expect([judged.verdict, judged.reason]).toEqual(['pass', 'nothing differs that breaks a client']);
    expect(judged.dimensions.at(-1)).toMatchObject({ dimension: 'wrapper', differing: 0 });
  });
});
