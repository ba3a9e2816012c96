import type { FindingCode } from '../../contract/findings.ts';
import type { Usage } from '../../contract/response.ts';
import { isRecord, recordAt } from '../../json/read.ts';
import { isEmptyReason } from './map-finish-reason.ts';
import { callsOf } from './read-message.ts';
import { isElsewhere } from './read-usage.ts';

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
  if (isRecord(choice)) {
    if (typeof choice['index'] !== 'number') say('choice/no-index', 'a choice has no index');
    if (isEmptyReason(choice['finish_reason'])) {
      say('finish/empty-word', `a finish reason is ${JSON.stringify(choice['finish_reason'])}, not null`);
    }
  }
  if (isRecord(message)) {
    const content = message['content'];
    if (typeof content === 'object' && content !== null) {
      say('message/content-not-text', 'the content of a message is no text');
    }
    if (isRecord(message['tool_calls']))
      say('tool/calls-not-a-list', 'the tool calls of a message are no list');
    for (const call of callsOf(message)) findCallOddities(call, say);
  }
  if (isElsewhere(usage, value)) {
    say('usage/elsewhere', 'the usage record stands where only this server puts it');
  }
}

function findCallOddities(call: unknown, say: Say): void {
  const called = recordAt(call, 'function') ?? recordAt(call, 'custom');
  if (called === null) return say('tool/no-function', 'a tool call has no function');
  const args = called['arguments'];
  if (typeof args === 'object' && args !== null) {
    say('tool/arguments-not-text', 'the arguments of a tool call are no text');
  }
}
