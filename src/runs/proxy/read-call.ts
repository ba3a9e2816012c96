import { hasMoreValues } from '../../json/has-more-values.ts';
import { readChatRequest, type ChatRequest } from '../../traffic/chat/read-chat-request.ts';
import { ownError, type ToldError } from '../../traffic/chat/render-error.ts';
import type { Steps } from '../../traffic/scan-request.ts';

/** A request as an adapter can ask it, or why it is not asked. */
export type ReadCall = ChatRequest | { readonly error: ToldError };

/** What is shorter is read in a millisecond or two. */
const LARGE_BYTES = 256 * 1024;

/**
 * What is made of each value costs as much as a hundred bytes of a text: a body of nothing but empty objects would hold
 * others fifty times as long as one of words. Hundreds of tools and turns have some thousands.
 */
export const MOST_VALUES = 20_000;

/** Reads a body for an adapter. Of a large one each step takes long, and others are served between two of them. */
export function* readCall({ buffer, byteOffset, byteLength }: Uint8Array): Steps<ReadCall> {
  const isLarge = byteLength > LARGE_BYTES;
  if (isLarge) yield;
  const text = Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
  if (hasMoreValues(text, MOST_VALUES)) return { error: TOO_MANY };
  if (isLarge) yield;
  const chat = readChatRequest(text);
  if ('refusals' in chat) return { error: refusalOf(chat.refusals) };
  if (isLarge) yield;
  return chat;
}

const TOO_MANY = ownError(
  'payload_too_large',
  `a request that is asked through an adapter may hold ${MOST_VALUES} values at most`,
);

function refusalOf(refusals: readonly { readonly param: string; readonly message: string }[]): ToldError {
  const words = refusals.map(({ param, message }) => `${param === '' ? 'the body' : param} ${message}`);
  return ownError('invalid_request', words.join('; '));
}
