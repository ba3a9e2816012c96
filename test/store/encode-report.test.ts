import { expect, it } from 'vitest';
import { encodeReport } from '../../src/store/run/encode-report.ts';
import { counts, report, target } from '../reports/sample-report.ts';

it('what may differ between two runs of one seed is in one block of summary.json', () => {
  const first = report();
  const other = report(
    {
      evidenceRoot: 'cd'.repeat(32),
      targets: first.summary.targets.map((each) => ({
        ...each,
        latency: { ...each.latency, p50Ms: 1, p95Ms: 2, p99Ms: null },
      })),
    },
    {
      identity: { ...first.identity, run: 'other', durationMs: 1, throughput: null },
      paths: { folder: 'other' },
    },
  );
  const { times, ...steady } = JSON.parse(encodeReport(first, ''));
  const { times: otherTimes, ...otherSteady } = JSON.parse(encodeReport(other, ''));
  expect(JSON.stringify(otherSteady)).toBe(JSON.stringify(steady));
  expect(otherTimes).toMatchObject({
    run: 'other',
    evidenceRoot: 'cd'.repeat(32),
    latency: [{ p50Ms: 1 }, { p50Ms: 1 }],
  });
  expect(times).toMatchObject({ run: first.identity.run, latency: [{ p50Ms: 210.4 }, { p50Ms: 210.4 }] });
});

it('counts that do not balance are never written', () => {
  const lost = counts({ planned: 3, passed: 2 });
  expect(() => encodeReport(report({ counts: lost }), '')).toThrow(/counts of the run do not balance/);
  expect(() => encodeReport(report({ targets: [target('t', { counts: lost })] }), '')).toThrow(
    /counts of t do not/,
  );
});
