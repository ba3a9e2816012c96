import type { Step } from '../contract/rollout/ledger.ts';
import { aliasPath, type Migration, type Routing } from '../contract/gates/migration.ts';
import type { RouterRows } from '../contract/rollout/rollout.ts';
import type { Target } from '../contract/wires/target.ts';
import { BUCKETS, bucketsBelow } from './choose-arm.ts';

/** Where clients are to be served at a step, as rows that any router can read. */
export function routerRows(
  { id }: Pick<Migration, 'id'>,
  routing: Routing,
  sides: { readonly baseline: Target; readonly candidate: Target },
  at: { readonly step: Step; readonly isRolledBack: boolean },
): RouterRows {
  const { share, stage } = at.step;
  const { baseline, candidate } = sides;
  const weights = [
    { ...rowOf(baseline), weight: 100 - share },
    { ...rowOf(candidate), weight: share },
  ];
  return {
    alias: { model: routing.alias, path: aliasPath(routing.alias), targets: weights },
    routes: [
      { path: routing.baseline, target: baseline.id },
      { path: routing.candidate, target: candidate.id },
    ],
    flags: weights.map(({ target, provider, weight }) => ({ target, provider, on: weight > 0 })),
    cohorts: {
      hash: 'sha256',
      over: `${id}\\n<client key>`,
      digits: 8,
      modulo: BUCKETS,
      below: bucketsBelow(share),
    },
    // Nobody waits for what is mirrored; what was rolled back is left alone.
    mirrorTo: stage === 'shadow' && !at.isRolledBack ? candidate.id : null,
    requestIdHeader: routing.requestIdHeader,
  };
}

function rowOf({ id, provider, model }: Target): { target: string; provider: string; model: string } {
  return { target: id, provider, model: model.providerModelId };
}
