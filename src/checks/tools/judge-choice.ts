import { isTruncated } from '../../contract/exchanges/finish-reason.ts';
import type { Finding } from '../../contract/exchanges/verdict.ts';
import type { AnsweredCase } from '../case.ts';
import { finding } from '../finding.ts';

/** Whether the choice went out at all, and to a server whose row promises to honour it. */
function isBinding({ prepared, target, exchange }: AnsweredCase): boolean {
  const { toolChoice } = prepared.prompt;
  if (toolChoice === null || toolChoice === 'auto') return false;
  if (exchange.losses.some(({ field }) => field === 'toolChoice' || field === 'tools')) return false;
  return target.capabilities.toolChoice.includes(typeof toolChoice === 'object' ? 'named' : toolChoice);
}

/** The calls against the tool choice that was asked for. An output that was cut may have been about to call. */
export function judgeChoice(subject: AnsweredCase): readonly Finding[] {
  const { response } = subject;
  const { toolChoice } = subject.prepared.prompt;
  if (toolChoice === null || !isBinding(subject)) return [];
  const names = response.toolCalls.map(({ name }) => name);
  if (toolChoice === 'none') {
    if (names.length === 0) return [];
    return [finding('tool/choice-none-violated', '', 'a tool is called, though none was allowed', [], names)];
  }
  if (names.length === 0 && isTruncated(response.finishReason)) return [];
  if (typeof toolChoice === 'string') {
    if (names.length > 0) return [];
    return [finding('tool/choice-required-ignored', '', 'no tool is called, though one was required')];
  }
  if (names.length > 0 && names.every((name) => name === toolChoice.name)) return [];
  const message = 'the tool that was named is not the one that is called';
  return [finding('tool/choice-named-ignored', '', message, toolChoice.name, names)];
}
