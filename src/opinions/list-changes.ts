import type { JudgeIdentity } from '../contract/opinions/agreement.ts';

const WHAT: Readonly<Record<keyof JudgeIdentity, string>> = {
  target: "the judge's target",
  model: "the judge's model",
  promptHash: "the judge's prompt",
  labelsHash: 'the file of labels',
  questionsHash: 'a prompt that labelled answers belong to',
};

/** What differs from when an agreement was measured: it was measured of something else. */
export function listChanges(measured: JudgeIdentity, now: JudgeIdentity): readonly string[] {
  const keys = ['target', 'model', 'promptHash', 'labelsHash', 'questionsHash'] as const;
  return keys.filter((key) => measured[key] !== now[key]).map((key) => WHAT[key]);
}
