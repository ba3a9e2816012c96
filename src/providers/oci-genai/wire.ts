import type { AdapterWorld } from '../../contract/wires/adapter.ts';
import type { Credentials, Target } from '../../contract/wires/target.ts';
import type { Clock } from '../../contract/world.ts';
import { CHAT_READING } from '../chat-completion/chat-reading.ts';
import { createChatStreamDecoder } from '../chat-completion/decode-stream.ts';
import { readChatBody } from '../chat-completion/read-chat-body.ts';
import type { Wire } from '../wire.ts';
import { encodeRequest, type Serving } from './encode-request.ts';
import { createSigner, type Signer } from './sign-request.ts';
import { toChunk, toCompletion } from './to-completion.ts';

/** What stands for an SDK's client. */
interface Service {
  readonly url: string;
  readonly sign: Signer;
  readonly clock: Clock;
}

const ACCEPT = { send: 'application/json', stream: 'text/event-stream' } as const;

/**
 * OCI Generative AI over plain HTTP. Oracle's SDK (14 MB, 45 packages, 359 modules when loaded) hands on the bytes of a
 * stream unread, and its signature is part of the HTTP client that ours would replace.
 */
export const OCI_CHAT: Wire<Service, string> = {
  ...CHAT_READING,
  readStream: (context) => createChatStreamDecoder(context, { toChunk, isBare: true }),
  readBody: (body, text, context) => readChatBody(toCompletion(body), text, context),
  connect: openService,
  // https://docs.oracle.com/iaas/Content/API/Concepts/usingapi.htm
  requestIdHeaders: () => ['opc-request-id'],
  encode: (modelId, request, mode, { settings, capabilities }) =>
    JSON.stringify(encodeRequest(modelId, request, mode, servingOf(settings), capabilities.usageInStream)),
  async invoke({ url, sign, clock }, body, { mode, transport, signal }) {
    const date = new Date(clock.wallMs()).toUTCString();
    const headers = { ...sign(url, body, date), accept: ACCEPT[mode] };
    await transport({ method: 'POST', url, headers, body }, signal);
    return null;
  },
};

function servingOf(settings: Target['settings']): Serving {
  return { compartmentId: settings['compartment_id'] ?? null, endpointId: settings['endpoint_id'] ?? null };
}

function openService({ id, baseUrl }: Target, credentials: Credentials, { clock }: AdapterWorld): Service {
  if (credentials.kind !== 'oci-key' && credentials.kind !== 'oci-session') {
    throw new Error(`target ${id} needs a signing key of OCI`);
  }
  return { url: `${baseUrl}/20231130/actions/chat`, sign: createSigner(credentials), clock };
}
