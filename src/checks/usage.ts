import type { Finding } from '../contract/exchanges/verdict.ts';
import type { AnsweredCase } from './case.ts';
import { finding, skip, type CheckResult } from './finding.ts';
import { isBelowText } from './truncation/token-floor.ts';

const NOT_PROMISED = skip('no usage is promised');
/** The decoder's warning is a finding of that check. */
const JUDGED_ELSEWHERE = skip('judged by wire-form');

function isPromised({ exchange, target }: AnsweredCase): boolean {
  return exchange.servedAs === 'send' || target.capabilities.usageInStream;
}

function judgeCounts({ prepared, response }: AnsweredCase): Finding[] {
  const { inputTokens, outputTokens } = response.usage;
  const cap = prepared.prompt.maxOutputTokens;
  const found: Finding[] = [];
  // What a filter says in the model's place nobody counts: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-use-converse-api.html
  if (response.finishReason?.unified === 'content_filter') return found;
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
function compareInput({ exchange, sibling, response }: AnsweredCase): Finding | null {
  const other = sibling?.response ?? null;
  if (exchange.case.mode !== 'stream' || other === null) return null;
  const expected = other.usage.inputTokens;
  const observed = response.usage.inputTokens;
  if (expected === null || observed === null || expected === observed) return null;
  return finding(
    'usage/input-differs',
    '',
    'input tokens differ between send and stream',
    expected,
    observed,
  );
}

/** The token counts that clients are billed and budget by. */
export function usage(subject: AnsweredCase): CheckResult {
  const { response } = subject;
  const { inputTokens, outputTokens } = response.usage;
  if (inputTokens === null && outputTokens === null) {
    if (!isPromised(subject)) return NOT_PROMISED;
    if (response.warnings.some(({ code }) => code === 'stream/no-usage')) return JUDGED_ELSEWHERE;
    return [finding('usage/missing', '', 'the answer holds no token counts that can be read')];
  }
  const found = judgeCounts(subject);
  if ((inputTokens === null || outputTokens === null) && isPromised(subject)) {
    const counts = [inputTokens, outputTokens];
    found.push(finding('usage/missing', '', 'only one of the two token counts can be read', null, counts));
  }
  const differs = compareInput(subject);
  if (differs !== null) found.push(differs);
  return found;
}
