import { hash } from 'node:crypto';
import type { CanonicalRequest } from '../contract/exchanges/request.ts';

/** UTF-16 code units. About 512 tokens of text. */
const BLOCK = 2_048;

/** How a request begins: a hash of all up to the end of each block, so that two that share it share their beginning. */
export interface Beginning {
  readonly blocks: readonly string[];
  readonly characters: number;
}

/**
 * In the order in which servers write a request for the model: tools, schema, messages. Null where images are in it, whose
 * share of the tokens nobody says.
 */
export function beginningOf(request: Omit<CanonicalRequest, 'requestId'>): Beginning | null {
  const parts = request.messages.flatMap(({ content }) => [...content]);
  if (parts.some(({ type }) => type === 'image')) return null;
  const text = JSON.stringify([
    request.tools,
    request.output.type === 'json' ? request.output.schema : null,
    request.messages,
  ]);
  const blocks: string[] = [];
  let before = '';
  for (let at = 0; at + BLOCK <= text.length; at += BLOCK) {
    before = hash('sha256', before + text.slice(at, at + BLOCK), 'base64');
    blocks.push(before);
  }
  return { blocks, characters: text.length };
}

/** The share of a request that its first so many blocks are. */
export function shareOfBlocks({ characters }: Beginning, blocks: number): number {
  return (blocks * BLOCK) / characters;
}
