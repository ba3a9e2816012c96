import type { RequestFeatures, RoutePolicy, TargetEvidence } from '../contract/routing/route.ts';
import { provedLength } from './proved-length.ts';
import { requestCost } from './request-cost.ts';

/** Why a target may not have a request, in words; nothing where it may. What nobody has proved is not taken for granted. */
export function whyNot(
  features: RequestFeatures,
  evidence: TargetEvidence,
  policy: RoutePolicy,
): readonly string[] {
  const { inputTokens, inputTokensBy, maxOutputTokens: asked, imageCount } = features;
  const proved = provedLength(evidence, policy);
  const { maxOutputTokens: most, images, ageHours, answered, passed, closedGate } = evidence;
  const reasons: string[] = [];
  if (ageHours > policy.evidenceMaxAgeHours) {
    reasons.push(
      `its evidence is ${hours(ageHours)} old, and ${hours(policy.evidenceMaxAgeHours)} is the limit`,
    );
  }
  if (closedGate !== null) reasons.push(closed(closedGate));
  if (answered > 0 && passed === 0) reasons.push('none of its answers passed');
  if (proved === null) reasons.push('no length of input is proved for it');
  else if (inputTokens > proved) {
    const about = inputTokensBy === 'count' ? '' : 'about ';
    reasons.push(`${about}${count(inputTokens)} input tokens, and ${count(proved)} are proved`);
  }
  if (asked !== null && most !== null && asked > most) {
    reasons.push(`${count(asked)} output tokens, and it gives ${count(most)}`);
  }
  if (imageCount > images) {
    reasons.push(images === 0 ? 'it takes no images' : `${imageCount} images, and it takes ${images}`);
  }
  if (features.tools && !evidence.tools) reasons.push('it has no tools');
  if (policy.weights.price > 0 && requestCost(features, evidence, policy) === null) {
    reasons.push(
      `its price in ${policy.price?.currency ?? 'that currency'} is not known, and the policy weighs prices`,
    );
  }
  return reasons;
}

function closed({ stage, migration, judgedAt }: NonNullable<TargetEvidence['closedGate']>): string {
  const of = migration === null ? '' : ` of ${migration}`;
  return `the gate of ${stage}${of} was closed to it on ${judgedAt.slice(0, 10)}`;
}

/** With commas by thousands: Intl would take longer than all else of a decision. */
function count(value: number): string {
  const digits = String(value);
  if (digits.length < 4) return digits;
  let spelt = digits.slice(-3);
  for (let end = digits.length - 3; end > 0; end -= 3) {
    spelt = `${digits.slice(Math.max(end - 3, 0), end)},${spelt}`;
  }
  return spelt;
}

function hours(age: number): string {
  return `${count(Math.round(age))} h`;
}
