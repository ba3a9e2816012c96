import { GATE_METRICS } from '../../contract/gate-metrics.ts';
import { STAGES } from '../../contract/migration.ts';
import { problemAt, unknownName, type ProblemAt } from '../../files/problem-at.ts';
import type { Draft } from '../parse-draft.ts';

/** Every threshold is one that its metric can have, and every suite is there. */
export function checkCriteria(draft: Draft): readonly ProblemAt[] {
  return [...draft.policies].flatMap(([name, policy]) =>
    STAGES.flatMap((stage) =>
      (policy?.[stage]?.criteria ?? []).flatMap(({ metric, threshold, suites }, index) => {
        const path = ['policies', name, stage, 'criteria', index];
        const { least, most, means } = GATE_METRICS[metric];
        const known = draft.suites;
        const strangers =
          known === null
            ? []
            : (suites ?? []).flatMap((suite, at) =>
                known.includes(suite) ? [] : [unknownName([...path, 'suites', at], 'suite', suite, known)],
              );
        if (threshold >= least && threshold <= most) return strangers;
        const mend = `${metric} is ${means}: write a number from ${least} to ${most}`;
        const message = `the threshold ${threshold} is one that ${metric} cannot have`;
        return [problemAt([...path, 'threshold'], message, { mend }), ...strangers];
      }),
    ),
  );
}
