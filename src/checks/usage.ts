import type { CanonicalResponse } from '../contract/response.ts';
import type { Check, CheckCase, Finding } from '../contract/verdict.ts';
import { finding, skip, verdictOf } from './build-verdict.ts';
import { NO_RESPONSE, responseOf } from './response-of.ts';
import { isBelowText } from './truncation/token-floor.ts';

const NAME = 'usage';

function isPromised({ exchange, capabilities }: CheckCase): boolean {
  return exchange.servedAs === 'send' || capabilities.usageInStream;
}

function judgeCounts({ prompt }: CheckCase, response: CanonicalResponse): Finding[] {
  const { inputTokens, outputTokens } = response.usage;
  const cap = prompt.maxOutputTokens;
  const found: Finding[] = [];
  if (inputTokens === 0) found.push(finding('usage/zero-input', '', 'a prompt of no tokens', null, 0));
  if (outputTokens === 0 && (response.text !== '' || response.toolCalls.length > 0)) {
    found.push(finding('usage/zero-output', '', 'an output of no tokens that is not empty', null, 0));
  }
  if (outputTokens !== null && outputTokens > 0 && isBelowText(outputTokens, response.text)) {
    const message = 'fewer output tokens than the text can have';
    found.push(finding('usage/below-text', '', message, `${response.text.length} characters`, outputTokens));
  }
  if (cap !== null && outputTokens !== null && outputTokens > cap) {
    found.push(finding('usage/above-cap', '', 'more output tokens than were allowed', cap, outputTokens));
  }
  return found;
}

/** Both modes read the same prompt; servers that count it differently bill it differently. */
function compareInput({ exchange, sibling }: CheckCase, response: CanonicalResponse): Finding[] {
  const other = responseOf(sibling);
  if (exchange.case.mode !== 'stream' || other === null) return [];
  const expected = other.usage.inputTokens;
  const observed = response.usage.inputTokens;
  if (expected === null || observed === null || expected === observed) return [];
  return [
    finding('usage/input-differs', '', 'input tokens differ between send and stream', expected, observed),
  ];
}

/** The token counts that clients are billed and budget by. */
export const usage: Check = {
  name: NAME,
  judge(subject) {
    const response = responseOf(subject.exchange);
    if (response === null) return skip(NAME, NO_RESPONSE);
    const { inputTokens, outputTokens } = response.usage;
    if (inputTokens === null && outputTokens === null) {
      if (!isPromised(subject)) return skip(NAME, 'no usage is promised');
      // Told once: the decoder's warning is a finding of stream-complete.
      if (response.warnings.some(({ code }) => code === 'stream/no-usage'))
        return skip(NAME, 'judged by stream-complete');
      return verdictOf(NAME, [finding('usage/missing', '', 'no token counts were given')]);
    }
    const findings = judgeCounts(subject, response);
    if ((inputTokens === null || outputTokens === null) && isPromised(subject)) {
      findings.push(
        finding('usage/missing', '', 'only one of the two token counts was given', null, [
          inputTokens,
          outputTokens,
        ]),
      );
    }
    return verdictOf(NAME, findings, compareInput(subject, response));
  },
};
