import { createHash, hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Message } from '../contract/exchanges/request.ts';
import type { HeardMessage } from './face.ts';

/** How wires may join the parts of a message, or several system messages, into one text. */
export const JOINTS = ['', '\n', '\n\n'] as const;

/** A prompt's message as a wire would spell it, its text parts joined by `joint`. */
export function toHeardMessage(message: Message, joint: string): HeardMessage {
  const texts = message.content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  const images = message.content.flatMap((part) =>
    part.type === 'image' ? [createHash('sha256').update(part.data, 'base64').digest('hex')] : [],
  );
  const toolCalls = message.role === 'assistant' ? message.toolCalls : [];
  return {
    role: message.role,
    text: texts.join(joint),
    images,
    toolCalls: toolCalls.map(({ name, arguments: value }) => ({ name, arguments: value })),
  };
}

/**
 * What a conversation says, apart from how its wire spelled it: system messages first and as one,
 * no ids, white space at the ends of a message taken off as chat templates do.
 */
export function messageKey(messages: readonly HeardMessage[], joint: string): string {
  const system = messages
    .filter((message) => message.role === 'system')
    .map((message) => message.text.trim());
  const others = messages
    .filter((message) => message.role !== 'system')
    .map((message) => [
      message.role,
      message.text.trim(),
      message.images,
      message.toolCalls.map((call) => [call.name, canonicalize(call.arguments)]),
    ]);
  return hash('sha256', JSON.stringify([system.join(joint).trim(), others]));
}
