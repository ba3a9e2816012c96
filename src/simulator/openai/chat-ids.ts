import { createHash } from 'node:crypto';
import type { Play } from '../face.ts';
import type { ServerRow } from './server-row.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The id of a response, in the server's own spelling; every one is drawn from the play's request id. */
export function responseId(row: ServerRow, play: Play): string {
  const spellings: Record<ServerRow['id'], () => string> = {
    'chatcmpl-hex': () => `chatcmpl-${play.requestId.replaceAll('-', '')}`,
    'chatcmpl-letters': () => `chatcmpl-${letters(play.requestId, 32)}`,
    // https://github.com/ollama/ollama/blob/main/middleware/openai.go
    'chatcmpl-number': () => `chatcmpl-${parseInt(hexOf(play.requestId).slice(0, 8), 16) % 999}`,
  };
  return spellings[row.id]();
}

/** As the key of an object, absent where the server gives its calls no ids. */
export function toolCallId(row: ServerRow, play: Play, index: number): { readonly id?: string } {
  const seed = `${play.requestId}/${index}`;
  const spellings: Record<ServerRow['toolCallId'], () => string | null> = {
    'chatcmpl-tool': () => `chatcmpl-tool-${hexOf(seed).slice(0, 32)}`,
    call: () => `call_${hexOf(seed).slice(0, 24)}`,
    'call-short': () => `call_${letters(seed, 8).toLowerCase()}`,
    letters: () => letters(seed, 32),
    index: () => String(index),
    none: () => null,
  };
  const id = spellings[row.toolCallId]();
  return id === null ? {} : { id };
}

function hexOf(seed: string): string {
  return createHash('sha256').update(seed).digest('hex');
}

function letters(seed: string, length: number): string {
  const digest = createHash('sha256').update(seed).digest();
  return Array.from(digest.subarray(0, length), (byte) => LETTERS[byte % LETTERS.length]).join('');
}
