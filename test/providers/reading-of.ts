import { CONVERSE, INVOKE_LLAMA } from '../../src/providers/bedrock/wires.ts';
import { CHAT_READING } from '../../src/providers/chat-completion/chat-reading.ts';
import { OCI_CHAT } from '../../src/providers/oci-genai/wire.ts';
import type { WireReading } from '../../src/providers/wire.ts';

const OWN: Readonly<Record<string, WireReading>> = {
  'bedrock-converse': CONVERSE,
  'bedrock-invoke-llama': INVOKE_LLAMA,
  'oci-genai-chat': OCI_CHAT,
};

/** How the answers of a wire are read. */
export function readingOf(wire: string): WireReading {
  return OWN[wire] ?? CHAT_READING;
}
