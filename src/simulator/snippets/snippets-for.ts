import type { Snippet } from '../../contract/wires/seat.ts';
import { bedrockClients } from './bedrock-clients.ts';
import { ociClients } from './oci-clients.ts';
import { openaiClients } from './openai-clients.ts';
import type { Address } from './snippet.ts';
import { watsonxClients } from './watsonx-clients.ts';

const CLIENTS: Readonly<Record<string, (address: Address) => readonly Snippet[]>> = {
  bedrock: bedrockClients,
  watsonx: watsonxClients,
  'oci-genai': ociClients,
  'openai-compatible': openaiClients,
};

/** Ready code for each client of a provider's wire, in the order in which people ask for it. */
export function snippetsFor(provider: string, address: Address): readonly Snippet[] {
  return CLIENTS[provider]?.(address) ?? [];
}
