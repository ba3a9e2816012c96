import type { Adapter, AdapterWorld } from '../../contract/adapter.ts';
import type { Credentials, Target } from '../../contract/target.ts';
import type { Transport } from '../../contract/wire.ts';
import { callWire } from '../call-wire.ts';
import { createChatDecoder } from '../chat-completion/create-decoder.ts';
import { createCallErrors } from '../errors/call-errors.ts';
import { normalizeError } from '../errors/normalize-error.ts';
import { planLosses } from '../loss-table.ts';
import { encodeRequest, type Account } from './encode-request.ts';
import { createTokenSource, type TokenSource } from './iam-token.ts';

const PATHS = { send: 'chat', stream: 'chat_stream' } as const;

/**
 * watsonx.ai over plain HTTP: IBM's Node SDK hides quota errors behind one sentence and breaks multi-byte characters
 * in streams (https://github.com/IBM/watsonx-ai-node-sdk).
 */
export async function createAdapter(
  target: Target,
  credentials: Credentials,
  world: AdapterWorld,
): Promise<Adapter> {
  const { capabilities, settings, provider, baseUrl } = target;
  if (credentials.kind !== 'ibm-api-key') throw new Error(`target ${target.id} needs an IBM API key`);
  const account: Account =
    settings['project_id'] === undefined
      ? { space_id: settings['space_id'] ?? '' }
      : { project_id: settings['project_id'] };
  const query = `version=${encodeURIComponent(settings['version'] ?? '')}`;
  const normalize: Adapter['normalizeError'] = (thrown, context) =>
    normalizeError(thrown, { ...context, provider, redact: world.redact });
  const tokens = createTokenSource({
    iamUrl: settings['iam_url'] ?? 'https://iam.cloud.ibm.com',
    apiKey: credentials.apiKey,
    transport: world.transport,
    clock: world.clock,
    errorFor: (status, headers, body) =>
      normalize(null, { phase: 'http', status, headers, body, aborted: null, nowMs: world.clock.wallMs() }),
  });

  return {
    provider,
    capabilities,
    normalizeError: normalize,
    call(model, request, mode, transport, signal) {
      const plan = planLosses(request, capabilities, mode);
      const errors = createCallErrors({
        provider,
        world,
        signal,
        requestIdHeaders: [],
        guards: target.guards,
      });
      const body = JSON.stringify(encodeRequest(model.providerModelId, plan.request, account));
      const send = async (shared: Transport): Promise<null> => {
        const token = await tokens.token(signal);
        await shared(
          {
            method: 'POST',
            url: `${baseUrl}/ml/v1/text/${PATHS[plan.servedAs]}?${query}`,
            headers: {
              'content-type': 'application/json',
              accept: plan.servedAs === 'stream' ? 'text/event-stream' : 'application/json',
              authorization: `Bearer ${token}`,
            },
            body,
          },
          signal,
        );
        return null;
      };
      return callWire(
        {
          servedAs: plan.servedAs,
          losses: plan.losses,
          events: errors.events,
          invoke: send,
          decoderFor: (response) =>
            createChatDecoder(errors.decodeContext(response, capabilities), plan.servedAs),
          errorFor: errors.fromResponse,
        },
        refreshOnce(transport, tokens),
        signal,
      );
    },
  };
}

/** A token can be withdrawn before its time: on 401 the request is sent once more with a new one. */
function refreshOnce(transport: Transport, tokens: TokenSource): Transport {
  return async (request, signal) => {
    const response = await transport(request, signal);
    if (response.status !== 401) return response;
    for await (const _ of response.chunks) continue;
    tokens.drop(request.headers['authorization']?.slice('Bearer '.length) ?? '');
    const authorization = `Bearer ${await tokens.token(signal)}`;
    return transport({ ...request, headers: { ...request.headers, authorization } }, signal);
  };
}
