import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AssumedSides } from '../../src/contract/gates/gate-plan.ts';
import { GATE_METRIC_NAMES } from '../../src/contract/gates/gate-metrics.ts';
import type { Criterion } from '../../src/contract/gates/migration.ts';
import { evidenceOf as evidenceOfPairs } from '../../src/gates/confirm-again.ts';
import { judgeCriterion } from '../../src/gates/judge-criterion.ts';
import { planCriterion } from '../../src/gates/plan-criterion.ts';
import { binomialCdf } from '../../src/stats/binomial.ts';
import { criterionOf, evidenceOf, promptsOf, sideOf } from './build-evidence.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/gates.md'), 'utf8');
const cells = page
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** The cells of a row of the page after its first. */
function rowOf(first: string): readonly string[] {
  const row = cells.find((each) => each[1] === first);
  if (row === undefined) throw new Error(`no row ${first}`);
  return row.slice(2, -1);
}

const floor = criterionOf('schema-match', 0.95);
const once = { ...floor, look: 'once' } as const;

function judged(matching: number, criterion: Criterion) {
  const half = { of: 2, missing: 0, held: 1 };
  const failing = promptsOf(500 - matching, { candidate: sideOf({ schema: half }) });
  return judgeCriterion(criterion, evidenceOf([...failing, ...promptsOf(matching, {}, 500)]));
}

describe('the worked example of the page on gates', () => {
  it.each<[string, Criterion]>([
    ['`point`', { ...floor, decide: 'point' }],
    ['`lower-bound`, looked at once', once],
    ['`lower-bound`, at any time', floor],
  ])('%s is what the code says', (first, criterion) => {
    const { verdict, observed, low } = judged(480, criterion);
    const held = criterion.decide === 'point' ? observed : low;
    expect(rowOf(first)).toEqual([`${((held ?? 0) * 100).toFixed(2)}%`, verdict]);
  });

  it('has the chance of a false pass, and what each bound takes', () => {
    // 475 of 500 or more, at 94%.
    expect(page).toContain(`one time in five (${((1 - binomialCdf(474, 500, 0.94)) * 100).toFixed(1)}%)`);
    expect([judged(484, once).verdict, judged(483, once).verdict]).toEqual(['pass', 'inconclusive']);
    expect([judged(488, floor).verdict, judged(487, floor).verdict]).toEqual(['pass', 'inconclusive']);
    expect(page).toContain(`would decide it: here ${judged(480, floor).missingN}.`);
  });
});

describe('the table of evidence on the page on gates', () => {
  it.each(['6, 0', '7, 0', '8, 0', '10, 2'])('%s is what the code says', (first) => {
    const [worse = 0, better = 0] = first.split(', ').map(Number);
    expect(rowOf(first)).toEqual([evidenceOfPairs({ worse, better }).toFixed(1)]);
  });
});

describe('the table of prompts on the page on gates', () => {
  const sides: AssumedSides = { failing: 0.01, differing: 0.02, spread: 0.6 };

  it.each<[string, Criterion]>([
    ['schema match at least 95%', floor],
    ['schema match not lower by 3 points', criterionOf('schema-match-change', -0.03)],
    ['errors not higher by 2 points', criterionOf('error-rate-change', 0.02)],
    ['p95 not higher by 10%, looked at once', criterionOf('p95-latency-ratio', 1.1, { look: 'once' })],
  ])('%s takes as many as the plan says', (first, criterion) => {
    const { needed } = planCriterion(criterion, [], 1, sides);
    expect(rowOf(first)[0]?.replaceAll(',', '')).toBe(String(needed));
  });

  it('names every metric there is', () => {
    expect(GATE_METRIC_NAMES.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the tables of years on the page on gates', () => {
  const closed = cells.filter((row) => row[1]?.startsWith('equal: ') === true);
  const found = cells.filter((row) => row[4] === 'not allowed' && row[7] !== 'until seen');

  it('show sides that do not differ stopped in 5% of 2,000 years at most', () => {
    expect(closed.map((row) => [row[2], row[3]])).toEqual([
      ['shadow', '2,000'],
      ['canary', '2,000'],
    ]);
    for (const row of closed) expect(Number(/to ([\d.]+)%$/.exec(row[5] ?? '')?.[1])).toBeLessThanOrEqual(5);
  });

  it('show nothing opened more often than that which its threshold does not allow', () => {
    expect(found.length).toBeGreaterThan(8);
    for (const row of found) expect(Number(/to ([\d.]+)%\)$/.exec(row[7] ?? '')?.[1])).toBeLessThanOrEqual(5);
  });
});
