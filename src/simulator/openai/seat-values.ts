import { createHash } from 'node:crypto';
import type { Seat } from '../face.ts';
import type { ErrorValues } from './render-error.ts';

/** What a server can say of itself in an error when no request gave figures. Ids are drawn from the seat's. */
export function seatValues(seat: Seat): ErrorValues {
  const contextTokens = seat.contextTokens ?? 131_072;
  const inputTokens = contextTokens + 25_560;
  const maxTokens = contextTokens + 1;
  const hash = createHash('sha256').update(seat.id).digest('hex');
  const functionId = [8, 12, 16, 20, 32]
    .map((end, index, ends) => hash.slice(ends[index - 1] ?? 0, end))
    .join('-');
  return {
    model: seat.modelId,
    contextTokens,
    inputTokens,
    maxTokens,
    totalTokens: inputTokens + maxTokens,
    roomTokens: 0,
    limit: seat.maxOutputTokens ?? contextTokens,
    functionId,
    account: hash.slice(32, 52),
    // Hosted Llama 4 at NVIDIA: https://github.com/NVIDIA-Omniverse/usd-content-agents/issues/13
    retiredOn: '2026-07-27',
    type: 'missing',
    path: 'messages',
    loc: "'body', 'messages'",
    msg: 'Field required',
  };
}
