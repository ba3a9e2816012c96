import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import type { MessageFile } from '../source/suite-file.ts';

type Role = MessageFile['role'];

const MAY_FOLLOW: Readonly<Record<Role | 'start', readonly Role[]>> = {
  start: ['system', 'user'],
  system: ['user'],
  user: ['assistant'],
  assistant: ['user', 'tool'],
  tool: ['tool', 'assistant'],
};

function checkOrder(messages: readonly MessageFile[], path: Path): ProblemAt[] {
  const found: ProblemAt[] = [];
  messages.forEach((message, index) => {
    const before = messages[index - 1]?.role ?? 'start';
    const may = MAY_FOLLOW[before];
    if (may.includes(message.role)) return;
    const at = [...path, index, 'role'];
    found.push(
      before === 'start'
        ? problemAt(at, `a conversation cannot begin with role ${message.role}`, {
            mend: `begin with ${may.join(' or ')}`,
          })
        : problemAt(at, `role ${message.role} cannot follow role ${before}`, {
            mend: `after ${before} write ${may.join(' or ')}`,
          }),
    );
  });
  const last = messages.length - 1;
  const end = messages[last]?.role;
  if (end === 'assistant' || end === 'system') {
    const mend = 'end with the user message or tool result that is to be answered';
    found.push(problemAt([...path, last, 'role'], `a conversation cannot end with role ${end}`, { mend }));
  }
  return found;
}

function checkAnswered(messages: readonly MessageFile[], path: Path): ProblemAt[] {
  const found: ProblemAt[] = [];
  let open = new Map<string, Path>();
  const closeTurn = (): void => {
    for (const [id, place] of open) {
      const mend = `add a tool message with toolCallId: ${id}`;
      found.push(problemAt(place, `tool call "${id}" has no result`, { mend }));
    }
    open = new Map();
  };
  messages.forEach((message, index) => {
    if (message.role === 'tool') {
      const id = message.toolCallId;
      if (open.delete(id)) return;
      const mend = open.size === 0 ? null : `open calls: ${[...open.keys()].join(', ')}`;
      const at = [...path, index, 'toolCallId'];
      found.push(problemAt(at, `no open tool call "${id}" before this result`, { mend }));
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
export function checkConversation(messages: readonly MessageFile[], path: Path): ProblemAt[] {
  return [...checkOrder(messages, path), ...checkAnswered(messages, path)];
}
