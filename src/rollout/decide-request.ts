import { STAGES, type Migration } from '../contract/gates/migration.ts';
import type { RequestFeatures, TrafficDecision, TrafficState } from '../contract/traffic/traffic.ts';
import type { Arm, TrafficRules } from '../contract/traffic/traffic-rules.ts';
import { bucketOf, chooseArm } from './choose-arm.ts';
import { readPath } from './read-path.ts';
import { whyNotMirrored } from './why-not-mirrored.ts';

const UNREADABLE = 'the ledger cannot be read';

/** An arm, or whether something is mirrored, and why. */
interface Choice<Value> {
  readonly value: Value;
  readonly reason: string;
}

/**
 * Which side serves a live request, and whether it may be asked again beside it. Of one client the arm changes by the
 * ledger alone: more share moves clients to the candidate alone, less of it back alone. Nobody comes to a candidate of
 * whom the ledger says that it serves nobody, but who asks for it by the path of its version.
 */
export function decideRequest(
  features: RequestFeatures,
  { id, routing, traffic }: Pick<Migration, 'id' | 'routing' | 'traffic'>,
  state: TrafficState,
): TrafficDecision {
  const { arm: version } = readPath(features.path, routing);
  const key = features.clientKey ?? features.requestId;
  const arm: Choice<Arm> =
    version === null
      ? armOfKey(id, key, features.clientKey, traffic, state)
      : { value: version, reason: `this path always leads to the ${version}` };
  const shadow = isMirrored(features.path, { routing, traffic }, state);
  const anonymous = features.clientKey === null ? ['without a client key it is a client of its own'] : [];
  return {
    arm: arm.value,
    shadow: shadow.value,
    bucket: bucketOf(id, key),
    reasons: [...anonymous, arm.reason, shadow.reason],
  };
}

function armOfKey(
  migration: string,
  key: string,
  clientKey: string | null,
  { pins, cohorts }: TrafficRules,
  { step, isRolledBack, isReadable }: TrafficState,
): Choice<Arm> {
  const { stage, share } = step;
  if (share === 0) {
    const stands = isRolledBack ? 'traffic was rolled back' : `at ${stage} the candidate serves nobody`;
    return { value: 'baseline', reason: isReadable ? stands : UNREADABLE };
  }
  if (stage === 'retired') return { value: 'candidate', reason: 'the baseline is retired' };
  // What was made for one request is nobody's key.
  const known = clientKey ?? '';
  const pinned = Object.hasOwn(pins, known) ? pins[known] : undefined;
  if (pinned !== undefined) return { value: pinned, reason: `this client is pinned to the ${pinned}` };
  const cohort = cohorts.find(({ keys }) => keys.includes(known));
  if (cohort !== undefined && STAGES.indexOf(cohort.from) <= STAGES.indexOf(stage)) {
    return { value: 'candidate', reason: `cohort ${cohort.id} moves from ${cohort.from} on` };
  }
  const value = chooseArm(migration, key, share);
  return { value, reason: `at ${stage} ${share}% of clients are served by the candidate` };
}

function isMirrored(
  path: string,
  migration: Pick<Migration, 'routing' | 'traffic'>,
  state: TrafficState,
): Choice<boolean> {
  const whyNot = whyNotMirrored(path, migration, state);
  if (whyNot === null) return { value: true, reason: 'may be mirrored' };
  const { endpoint } = readPath(path, migration.routing);
  const why = whyNot === 'left-alone' ? whyLeftAlone(state) : `${endpoint} is not among traffic.paths`;
  return { value: false, reason: `not mirrored: ${why}` };
}

function whyLeftAlone({ isReadable, isRolledBack }: TrafficState): string {
  if (!isReadable) return UNREADABLE;
  return isRolledBack ? 'what was rolled back is left alone' : 'the baseline is retired';
}
