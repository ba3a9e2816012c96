import type { FindingCode } from '../../contract/findings.ts';
import type { Usage } from '../../contract/exchanges/response.ts';
import { arrayAt, isRecord, numberAt, recordAt, stringAt, type UnknownRecord } from '../../json/read.ts';
import { findHostWarnings } from './find-host-warnings.ts';
import { isEmptyReason, mapFinishReason } from './map-finish-reason.ts';
import { callsOf } from './read-message.ts';
import { isElsewhere, isText, oddTotal } from './read-usage.ts';

/** One body or chunk, and what was found in it. */
interface Answer {
  readonly value: unknown;
  readonly choice: unknown;
  readonly message: unknown;
  readonly usage: Usage | null;
}

type Say = (code: FindingCode, message: string) => void;

/** Where one body or chunk departs from the contract of chat completions in its form, though it can be read. */
export function findOddities({ value, choice, message, usage }: Answer, say: Say): void {
  findOddChoices(value, say);
  if (isRecord(choice)) {
    if (typeof choice['index'] !== 'number') say('choice/no-index', 'a choice has no index');
    if (isEmptyReason(choice['finish_reason'])) {
      say('finish/empty-word', `a finish reason is ${JSON.stringify(choice['finish_reason'])}, not null`);
    }
    if (isRecord(choice['finish_reason'])) say('finish/as-object', 'a finish reason is an object');
    const hidden = hiddenFailure(choice);
    if (hidden !== null) say('finish/native-failure', `the provider behind says ${hidden}`);
    const whole = choice['message'] ?? choice['delta'] ?? null;
    if (whole !== null && !isRecord(whole)) {
      say('message/content-not-text', `the message of a choice is ${describe(whole)}`);
    }
  }
  if (isRecord(message)) {
    const content = message['content'] ?? null;
    if (content !== null && typeof content !== 'string') {
      say('message/content-not-text', `the content of a message is ${describe(content)}`);
    }
    if (isRefused(message)) say('message/refusal', 'the message has a refusal');
    if (isRecord(message['tool_calls']))
      say('tool/calls-not-a-list', 'the tool calls of a message are no list');
    for (const call of callsOf(message)) findCallOddities(call, say);
  }
  if (isRecord(value) && isRecord(value['system'])) findHostWarnings(value, say);
  if (usage !== null && isText(value, choice)) say('usage/as-text', 'token counts came as text');
  if (isElsewhere(usage, value)) {
    say('usage/elsewhere', 'the usage record stands where only this server puts it');
  }
  const odd = oddTotal(value, choice);
  if (odd !== null) say('usage/total-differs', odd);
}

/**
 * A failure that OpenRouter says in the word of the provider behind it alone:
 * https://github.com/OleksandrChekhovskyi/hax/issues/15
 */
function hiddenFailure(choice: UnknownRecord): string | null {
  const native = mapFinishReason(choice['native_finish_reason'], false);
  if (native?.unified !== 'error') return null;
  return mapFinishReason(choice['finish_reason'], false)?.unified === 'error' ? null : native.raw;
}

function findCallOddities(call: unknown, say: Say): void {
  const called = recordAt(call, 'function') ?? recordAt(call, 'custom');
  if (called === null) return say('tool/no-function', 'a tool call has no function');
  const args = called['arguments'] ?? null;
  if (args !== null && typeof args !== 'string') {
    say('tool/arguments-not-text', `the arguments of a tool call are ${describe(args)}`);
  }
}

/** Clients read the first of the list, whatever its index says. */
function findOddChoices(value: unknown, say: Say): void {
  const choices = arrayAt(value, 'choices');
  if (choices === null || choices.length === 0) return;
  const index = numberAt(choices[0], 'index') ?? 0;
  if (index !== 0) say('choice/other-first', `a choice with index ${index} stands first`);
  if (choices.length > 1) say('choice/several', `${choices.length} choices came together`);
}

/** Whether a message or delta refuses in the field for it: https://platform.openai.com/docs/guides/structured-outputs */
export function isRefused(message: unknown): boolean {
  return (stringAt(message, 'refusal') ?? '') !== '';
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
