import { CONVERSE, INVOKE_LLAMA } from '../../src/providers/bedrock/wires.ts';
import { CHAT_READING } from '../../src/providers/chat-completion/chat-reading.ts';
import type { WireReading } from '../../src/providers/wire.ts';

const BEDROCK: Readonly<Record<string, WireReading>> = {
  'bedrock-converse': CONVERSE,
  'bedrock-invoke-llama': INVOKE_LLAMA,
};

/** How the answers of a wire are read. */
export function readingOf(wire: string): WireReading {
  return BEDROCK[wire] ?? CHAT_READING;
}
