import { expect, it } from 'vitest';
import { formatProgress, formatTargetProgress, isProgressDue } from '../../src/reports/formats/progress.ts';

const progress = {
  target: 'nim-scout',
  done: 60,
  planned: 120,
  ratePerSecond: 12.34,
  failed: 2,
  errored: 0,
  unproven: 0,
  waitingForQuota: 0,
  pausedMs: 0,
};

it('a target shows done of planned, rate and failures', () => {
  expect(formatTargetProgress(progress, 12)).toBe(
    'nim-scout    ██████████░░░░░░░░░░ 60/120 · 12.3/s · 2 failed',
  );
});

it('what failed, erred and is unproven stands apart, in the words of the report', () => {
  const mixed = { ...progress, errored: 3, unproven: 1 };
  expect(formatTargetProgress(mixed, 9)).toContain(' · 2 failed · 3 errored · 1 unproven');
  expect(formatProgress([mixed, progress])).toContain(' · 4 failed · 3 errored · 1 unproven');
});

it('waiting for quota is said, and nothing planned is all done', () => {
  const waiting = { ...progress, done: 0, planned: 0, ratePerSecond: null, waitingForQuota: 7 };
  expect(formatTargetProgress(waiting, 9)).toBe(
    'nim-scout ████████████████████ 0/0 · 2 failed · 7 waiting for quota',
  );
});

it('a provider that asks for a pause is shown with the time that is left, in a row and in a log', () => {
  const paused = { ...progress, waitingForQuota: 3, pausedMs: 299_001 };
  const words = '3 waiting for quota · paused by the provider for 300 s';
  expect(formatTargetProgress(paused, 9)).toContain(words);
  expect(formatProgress([progress, paused])).toContain(words);
  expect(formatProgress([{ ...progress, pausedMs: 999 }])).not.toContain('paused');
});

it('a log line sums all targets and never rounds up to done', () => {
  const almost = { ...progress, done: 1199, planned: 1200 };
  expect(formatProgress([progress, almost])).toBe('1,259/1,320 exchanges (95%) · 24.7/s · 4 failed');
  expect(formatProgress([almost])).toContain('(99%)');
  expect(formatProgress([])).toBe('0/0 exchanges (100%) · 0 failed');
});

it('a log gets a line at once and then every five seconds', () => {
  expect([isProgressDue(null, 0), isProgressDue(0, 4999), isProgressDue(0, 5000)]).toEqual([
    true,
    false,
    true,
  ]);
});
