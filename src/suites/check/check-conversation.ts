import type { Path, Place } from '../problems/problem-at.ts';
import type { MessageFile } from '../source/suite-file.ts';

/** What is wrong with the order of a conversation, and where. */
export interface Objection {
  readonly place: Place;
  readonly message: string;
  readonly mend: string | null;
}

type Role = MessageFile['role'];

const MAY_FOLLOW: Readonly<Record<Role | 'start', readonly Role[]>> = {
  start: ['system', 'user'],
  system: ['user'],
  user: ['assistant'],
  assistant: ['user', 'tool'],
  tool: ['tool', 'assistant'],
};

function orderObjections(messages: readonly MessageFile[], path: Path): Objection[] {
  const found: Objection[] = [];
  messages.forEach((message, index) => {
    const before = messages[index - 1]?.role ?? 'start';
    if (MAY_FOLLOW[before].includes(message.role)) return;
    found.push({
      place: { path: [...path, index, 'role'] },
      message:
        before === 'start'
          ? `a conversation cannot begin with role ${message.role}`
          : `role ${message.role} cannot follow role ${before}`,
      mend: `${before === 'start' ? 'begin with' : `after ${before} write`} ${MAY_FOLLOW[before].join(' or ')}`,
    });
  });
  const last = messages.length - 1;
  const end = messages[last]?.role;
  if (end === 'assistant' || end === 'system') {
    found.push({
      place: { path: [...path, last, 'role'] },
      message: `a conversation cannot end with role ${end}`,
      mend: 'end with the user message or tool result that is to be answered',
    });
  }
  return found;
}

function answeredObjections(messages: readonly MessageFile[], path: Path): Objection[] {
  const found: Objection[] = [];
  let open = new Map<string, Path>();
  const closeTurn = (): void => {
    for (const [id, place] of open) {
      found.push({
        place: { path: place },
        message: `tool call "${id}" has no result`,
        mend: `add a tool message with toolCallId: ${id}`,
      });
    }
    open = new Map();
  };
  messages.forEach((message, index) => {
    if (message.role === 'tool') {
      if (open.delete(message.toolCallId)) return;
      found.push({
        place: { path: [...path, index, 'toolCallId'] },
        message: `no open tool call "${message.toolCallId}" before this result`,
        mend: open.size === 0 ? null : `open calls: ${[...open.keys()].join(', ')}`,
      });
      return;
    }
    closeTurn();
    if (message.role !== 'assistant') return;
    message.toolCalls?.forEach((call, k) => open.set(call.id, [...path, index, 'toolCalls', k, 'id']));
  });
  closeTurn();
  return found;
}

/**
 * The order that every wire takes: system, then user and assistant in turns, tool results right after the calls
 * that they answer. Bedrock refuses a conversation that does not begin with a user message.
 */
export function checkConversation(messages: readonly MessageFile[], path: Path): Objection[] {
  return [...orderObjections(messages, path), ...answeredObjections(messages, path)];
}
