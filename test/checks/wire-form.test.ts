import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/checks/registry.ts';
import { judgeBy } from '../../src/checks/judge-exchange.ts';
import { FINDINGS, type FindingCode } from '../../src/contract/findings.ts';
import { MODES } from '../../src/contract/exchanges/mode.ts';
import { answered, buildCase, buildGolden, buildResponse, refused } from '../build-exchange.ts';
import { judge, readNotes, readVerdict, verdictOf } from './read-verdict.ts';

const STREAM = { mode: 'stream' } as const;
const CODES = Object.keys(FINDINGS).filter((code): code is FindingCode => Object.hasOwn(FINDINGS, code));

function warned(...codes: readonly FindingCode[]) {
  return { warnings: codes.map((code) => ({ code, message: 'seen', frame: 3, offset: 90 })) };
}

describe.each(MODES)('what a decoder saw in %s', (mode) => {
  it('is cited once by one check, whatever its code, and weighs what its row says', () => {
    for (const code of CODES) {
      const subject = buildCase({ exchange: answered(warned(code, code), { mode }) });
      const cited = CHECKS.flatMap((row) => {
        const verdict = judgeBy(row, subject);
        if (verdict.status === 'skip') return [];
        const findings = verdict.status === 'pass' ? [] : verdict.findings;
        return [
          ...findings.map((found) => [found.code, row.name, verdict.status]),
          ...verdict.notes.map((found) => [found.code, row.name, 'note']),
        ].filter(([found]) => found === code);
      });
      const weighs = { finding: 'fail', doubt: 'inconclusive', note: 'note' }[FINDINGS[code].weight];
      expect(cited, code).toEqual([[code, 'wire-form', weighs]]);
    }
  });

  it('is noted beside an error that nobody expected, which says nothing of the contract', () => {
    const partial = buildResponse(warned('stream/error-field'));
    const verdict = verdictOf('wire-form', { exchange: refused({ kind: 'overloaded', partial }, { mode }) });
    expect([readVerdict(verdict), readNotes(verdict)]).toEqual(['pass', 'stream/error-field']);
  });

  it('weighs beside an error that the golden expects', () => {
    const partial = buildResponse(warned('body/duplicate-key'));
    const exchange = refused({ kind: 'context_overflow', partial }, { mode });
    const golden = buildGolden({ error: 'context_overflow' });
    expect(judge('wire-form', { exchange, golden })).toBe('body/duplicate-key');
  });
});

it('what was seen before a stream broke off weighs beside that', () => {
  const partial = buildResponse(warned('sdk/silent-end', 'stream/error-field'));
  const exchange = refused({ kind: 'stream_interrupted', phase: 'stream', partial }, STREAM);
  expect(judge('wire-form', { exchange })).toBe('sdk/silent-end, stream/error-field');
});

it('an answer of which nothing was seen amiss proves nothing by that', () => {
  for (const exchange of [answered({}), answered({}, STREAM), refused({}), refused({}, STREAM)]) {
    expect(judge('wire-form', { exchange })).toBe('skip: its decoder saw nothing amiss');
  }
});
