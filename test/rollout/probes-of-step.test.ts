import { describe, expect, it } from 'vitest';
import { cutWindows } from '../../src/rollout/cut-windows.ts';
import { probesOfStep } from '../../src/rollout/probes-of-step.ts';
import { buildWindow } from '../monitors/build-window.ts';
import { HOUR, ledgerOf, monitored, NO_ERRORS, START, T0, upTo } from './build-ledger.ts';

const probe = (hours: number, run: string, target = 'new') =>
  buildWindow(T0 + hours * HOUR, {}, { target, run, root: run.padEnd(64, '0') });

describe('the probes that a ledger is to be told of', () => {
  it('are those of the candidate that were asked at this step and are not in it, by their time', () => {
    const recorded = cutWindows(monitored(61, {}, 'a'), 60, NO_ERRORS).map((body) => [62, body] as const);
    const ledger = ledgerOf([[0, START], ...upTo(20), ...recorded]);
    const seen = [probe(59, '0'), probe(64, 'c'), probe(61, 'a'), probe(63, 'b'), probe(63, 'b', 'old')];
    const { fresh, earlier, known } = probesOfStep(seen, 'new', ledger);
    expect(fresh.map(({ run, target }) => [run, target])).toEqual([
      ['b', 'new'],
      ['c', 'new'],
    ]);
    expect([earlier, known]).toEqual([1, 1]);
  });
});
