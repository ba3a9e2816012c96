import type { CheckCase, Verdict } from '../contract/verdict.ts';
import { CHECKS } from './registry.ts';

/** The verdict of every check on one exchange. */
export function judgeExchange(subject: CheckCase): readonly Verdict[] {
  return CHECKS.map((check) => check.judge(subject));
}
