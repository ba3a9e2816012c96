import { canonicalRequestSchema } from '../../contract/exchanges/request.ts';
import type { LiveRequest } from '../../contract/traffic/traffic.ts';
import type { DropReason } from '../../contract/traffic/traffic.ts';
import type { Redact } from '../../contract/world.ts';
import { isTooDeep } from '../../json/is-too-deep.ts';
import { isRecord, parseOrUndefined } from '../../json/read.ts';
import type { KeptRequest } from '../../store/live/live-requests.ts';
import { redactContent, redactNoting } from '../../store/secrets/redact-content.ts';
import { readChatRequest } from '../../traffic/chat/read-chat-request.ts';
import { keptId, shadowId } from '../../traffic/live-prompt.ts';

/** A live request as it may be kept and asked, and the size of it; or why it may not. */
export type ReadLive =
  | { readonly kept: KeptRequest; readonly bytes: number }
  | { readonly reason: Extract<DropReason, 'unreadable' | 'redaction-failed'> };

/**
 * Takes every secret out of a live request before anything else is made of it: what is kept, and what is asked, is made of
 * what is left. `spare` is the id of one whose own may not be kept. Total: whatever fails, nothing is kept.
 */
export function readLive(
  { id, atMs, body, live }: Pick<LiveRequest, 'id' | 'atMs' | 'body' | 'live'>,
  redact: Redact,
  spare: string,
): ReadLive {
  const text = decode(body);
  // What nests too deep cannot be spelt again.
  const parsed = text === null || isTooDeep(text) ? undefined : parseOrUndefined(text);
  if (!isRecord(parsed)) return { reason: 'unreadable' };
  try {
    // As its characters are, however they were escaped.
    const clean = redactContent(parsed, redact);
    const chat = readChatRequest(clean);
    if ('refusals' in chat) return { reason: 'unreadable' };
    const { mode, model, losses } = chat;
    // The arguments of a tool call are JSON within a text: once read they hold what was escaped twice.
    const again = redactNoting(chat.request, redact);
    const request = again.held ? canonicalRequestSchema.parse(again.value) : chat.request;
    const liveId = keptId(id, redact);
    const at = new Date(atMs).toISOString();
    return {
      kept: { id: shadowId(liveId ?? spare), liveId, at, mode, live, model, request, losses },
      bytes: clean.length,
    };
  } catch {
    return { reason: 'redaction-failed' };
  }
}

function decode(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return null;
  }
}
