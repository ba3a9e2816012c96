import type { Tally } from '../contract/rollout/ledger.ts';
import type { Policy } from '../contract/gates/migration.ts';
import { TALLIED } from './earlier.ts';
import type { GateEvidence } from './gate-evidence.ts';
import { promptsWithin } from './judge-criterion.ts';
import { tallyBreaks } from './measure-breaks.ts';
import { tallyChange } from './measure-change.ts';
import { tallyRate } from './measure-rate.ts';
import type { Tallied } from './measured.ts';

const TALLIES: Readonly<
  Record<(typeof TALLIED)[number], (evidence: Pick<GateEvidence, 'prompts'>) => Tallied | null>
> = {
  'schema-match': tallyRate('schema'),
  'error-rate': tallyRate('answered'),
  'schema-match-change': tallyChange('schema', { all: true }),
  'quality-change': tallyChange('quality'),
  'error-rate-change': tallyChange('answered'),
  'truncation-rate-change': tallyChange('uncut'),
  'incomplete-stream-rate-change': tallyChange('whole'),
  'breaking-differences': tallyBreaks,
};

/** What a run adds to every criterion that a policy may ask of it, at whatever stage. What it does not measure is left out. */
export function tallyEvidence(
  evidence: Pick<GateEvidence, 'prompts'>,
  { stages }: Pick<Policy, 'stages'>,
): readonly Tally[] {
  const criteria = Object.values(stages).flatMap((stage) => stage.criteria);
  const named = criteria.flatMap(({ suites }) => (suites === null ? [] : [suites.toSorted()]));
  const scopes = new Map(named.map((suites) => [suites.join(' '), suites]));
  return [null, ...scopes.values()].flatMap((suites) => {
    const prompts = promptsWithin(evidence, { suites });
    return TALLIED.flatMap((metric) => {
      const tallied = TALLIES[metric]({ prompts });
      if (tallied === null) return [];
      return [{ metric, suites, counts: [...tallied.counts], alone: tallied.alone }];
    });
  });
}
