import { isDeepStrictEqual } from 'node:util';
import { GATE_METRICS } from '../../contract/gates/gate-metrics.ts';
import { STAGES } from '../../contract/gates/migration.ts';
import { problemAt, unknownNames, type ProblemAt } from '../../files/problem-at.ts';
import type { Path } from '../../files/path.ts';
import type { Draft } from '../parse-draft.ts';
import type { PolicyRow } from '../rows/migration-row.ts';
import type { PriceRow } from '../rows/price-row.ts';
import type { TargetRow } from '../rows/target-row.ts';

/** Every threshold is one that its metric can have, none contradicts another, and every suite is there. */
export function checkCriteria(draft: Draft): readonly ProblemAt[] {
  return [...draft.policies].flatMap(([name, policy]) =>
    STAGES.flatMap((stage) =>
      (policy?.[stage]?.criteria ?? []).flatMap(({ metric, threshold, suites }, index) => {
        const path = ['policies', name, stage, 'criteria', index];
        const { least, most, means } = GATE_METRICS[metric];
        const strangers = unknownNames([...path, 'suites'], 'suite', suites, draft.suites);
        if (threshold >= least && threshold <= most)
          return [...strangers, ...doubts(policy?.[stage]?.criteria ?? [], index, path)];
        const mend = `${metric} is ${means}: write a number from ${least} to ${most}`;
        const message = `the threshold ${threshold} is one that ${metric} cannot have`;
        return [problemAt([...path, 'threshold'], message, { mend }), ...strangers];
      }),
    ),
  );
}

type Criteria = NonNullable<PolicyRow['shadow']>['criteria'];

/** What would never be decided, never decides, or is kept by whatever comes. */
function doubts(criteria: Criteria, index: number, path: Path): readonly ProblemAt[] {
  const own = criteria[index];
  if (own === undefined) return [];
  const { metric, threshold, decide, look, required, workload, limits } = own;
  const stray = workload !== null ? 'workload' : limits === null ? null : 'limits';
  if (metric !== 'capacity' && stray !== null) {
    const mend = `leave ${stray} out, or write metric: capacity`;
    return [
      problemAt([...path, stray], `${metric} is measured under no load, and has no ${stray}`, { mend }),
    ];
  }
  const { unit, bound, least, most, means } = GATE_METRICS[metric];
  if (required && unit === 'share' && threshold === (bound === 'floor' ? least : most)) {
    const mend = `${metric} is ${means}, a share: write 0.01 for 1%; or say required: false`;
    return [
      problemAt([...path, 'threshold'], `no value of ${metric} can break the threshold ${threshold}`, {
        mend,
      }),
    ];
  }
  if (metric === 'cost-per-accepted' && decide === 'lower-bound' && look === 'always') {
    const mend = 'write look: once, or decide: point';
    return [problemAt([...path, 'look'], `the bounds of ${metric} hold for one look`, { mend })];
  }
  const first = criteria.slice(0, index).find((other) => asksTheSame(other, own));
  if (!required || first === undefined || first.threshold === threshold) return [];
  const message = `the threshold ${threshold} contradicts that of ${first.id}, which asks the same of ${metric} at ${first.threshold}`;
  return [
    problemAt([...path, 'threshold'], message, {
      mend: 'keep the one that is meant, or make one required: false',
    }),
  ];
}

function asksTheSame(a: Criteria[number], b: Criteria[number]): boolean {
  return (
    a.required &&
    a.metric === b.metric &&
    a.decide === b.decide &&
    a.look === b.look &&
    a.workload === b.workload &&
    isDeepStrictEqual(a.limits, b.limits) &&
    [...(a.suites ?? [])].toSorted().join(' ') === [...(b.suites ?? [])].toSorted().join(' ')
  );
}

/** What a migration's policy asks of its candidate is something that can be known of it, and be true. */
export function checkCandidates(draft: Draft): readonly ProblemAt[] {
  return draft.migrations.flatMap((row, index) => {
    const policy = row === null ? null : draft.policies.get(row.policy);
    const target = draft.targets.find((each) => each?.id === row?.candidate) ?? null;
    if (row === null || target === null || policy === null || policy === undefined) return [];
    const criteria = STAGES.flatMap((stage) => policy[stage]?.criteria ?? []).filter(
      ({ required }) => required,
    );
    const path = ['migrations', index, 'policy'];
    const window = draft.models.get(target.model)?.contextTokens ?? null;
    const most = Math.max(
      0,
      ...criteria.flatMap(({ metric, threshold }) => (metric === 'usable-context' ? [threshold] : [])),
    );
    const isPriced = draft.prices.some((price) => price === null || isPriceOf(price, target));
    const mend = `write a row of prices for ${target.id}, or another policy`;
    return [
      ...(criteria.some(({ metric }) => metric === 'cost-per-accepted') && !isPriced
        ? [problemAt(path, `its gates ask what ${target.id} costs, and no price of it is known`, { mend })]
        : []),
      ...(window !== null && most > window
        ? [
            problemAt(
              path,
              `its gates ask for ${most} usable tokens of ${target.id}, whose model has ${window}`,
              {
                mend: 'lower the threshold, or write the contextTokens that the model has',
              },
            ),
          ]
        : []),
    ];
  });
}

function isPriceOf({ target, host, model }: PriceRow, row: TargetRow): boolean {
  if (target !== undefined) return target === row.id;
  const server = typeof row.server === 'string' ? row.server : row.provider;
  return host === server && model === row.model;
}
