import type { FindingCode } from '../../contract/findings.ts';
import { arrayAt, recordAt, stringAt } from '../../json/read.ts';
import { readDays } from '../errors/read-days.ts';

/** Ids of warnings that say nothing of the model's future: https://github.com/IBM/watsonx-ai-java-sdk, ChatServiceStreamingTest. */
const KNOWN = /^(?:disclaimer_warning|unspecified_\w{1,60}|\w{0,60}max_(?:completion_|new_)?tokens\w{0,40})$/;

/**
 * `Model 'x' is in deprecated state from 2026-05-05. It will be in withdrawn state from 2027-01-12.`, by the states of
 * https://www.ibm.com/docs/en/watsonx/saas?topic=models-foundation-model-lifecycle
 */
const ENDS = /deprecat|withdraw|constricted|retire|end[- ]of[- ](?:its )?life|sunset|will be removed/i;

/** What watsonx says beside an answer, in `system.warnings`: a model is announced there before it is withdrawn. */
export function findHostWarnings(value: unknown, say: (code: FindingCode, message: string) => void): void {
  for (const warning of arrayAt(recordAt(value, 'system'), 'warnings') ?? []) {
    const id = stringAt(warning, 'id') ?? '';
    const message = stringAt(warning, 'message') ?? id;
    if (KNOWN.test(id)) continue;
    if (ENDS.test(id) || ENDS.test(message)) {
      const on = readDays(message).at(-1);
      say('model/retiring', `the host warns of an end${on === undefined ? '' : ` on ${on}`}: ${message}`);
    } else say('answer/host-warning', `${id}: ${message}`);
  }
}
