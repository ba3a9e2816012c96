import type { Finding } from '../contract/exchanges/verdict.ts';
import type { AnsweredCase } from './case.ts';
import { finding, NO_GOLDEN, NOTHING, type CheckResult } from './finding.ts';
import { citeDifference } from './tools/compare-arguments.ts';
import { compareCalls } from './tools/compare-calls.ts';
import { findLeaks } from './tools/find-leaks.ts';
import { judgeChoice } from './tools/judge-choice.ts';
import { judgeIds } from './tools/judge-ids.ts';
import { judgeKeys } from './tools/judge-keys.ts';

/** Leaks that the golden does not have too: an answer may well speak about templates. */
function judgeLeaks({
  prepared: { leakPatterns, approvedLeaks },
  response,
}: AnsweredCase): readonly Finding[] {
  const { call, markers } = findLeaks(response.text, leakPatterns);
  if (call === null && markers.length === 0) return NOTHING;
  const found: Finding[] = [];
  if (call !== null && approvedLeaks.call === null) {
    found.push(finding('tool/call-in-text', '', 'a tool call stands in the text', null, call));
  }
  const added = markers.filter((marker) => !approvedLeaks.markers.includes(marker));
  if (added.length > 0) {
    found.push(
      finding('template/leaked-marker', '', 'markers of the chat template stand in the text', null, added),
    );
  }
  return found;
}

/** What is wrong in itself is not said again for differing. */
function placesOf(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.map(({ pointer }) => pointer));
}

function citeArgumentChanges(
  { prepared: { approvedCalls }, response: { toolCalls: called }, compared }: AnsweredCase,
  known: ReadonlySet<string>,
): readonly Finding[] {
  if (approvedCalls === null || compared.calls.length === 0) return NOTHING;
  return compared.calls
    .filter(({ pointer }) => !known.has(pointer))
    .map((difference) => citeDifference(difference, approvedCalls, called));
}

/** The tools called: which ones, with what arguments, and none of it in the text. */
export function toolCalls(subject: AnsweredCase): CheckResult {
  const { prepared, response, calls } = subject;
  const ofCalls = calls.flatMap(({ findings }) => findings);
  const findings = [
    ...compareCalls(prepared, response.toolCalls),
    ...ofCalls,
    ...citeArgumentChanges(subject, placesOf(ofCalls)),
    ...judgeKeys(response.toolCalls),
    ...judgeIds(subject),
    ...judgeChoice(subject),
    ...judgeLeaks(subject),
  ];
  return prepared.golden === null && findings.length === 0 ? NO_GOLDEN : findings;
}
