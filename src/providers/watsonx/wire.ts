import type { AdapterWorld } from '../../contract/wires/adapter.ts';
import type { Credentials, Target } from '../../contract/wires/target.ts';
import type { Transport } from '../../contract/wires/wire.ts';
import type { Clock } from '../../contract/world.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { CHAT_READING } from '../chat-completion/chat-reading.ts';
import { normalizeError } from '../errors/normalize-error.ts';
import type { Wire } from '../wire.ts';
import { encodeRequest, type Account } from './encode-request.ts';
import { collectText } from './collect-text.ts';
import { createTokenSource, type TokenSource } from './iam-token.ts';
import { MOST_MODELS, readSpecs } from './list-models.ts';

/** What stands for an SDK's client. */
interface Service {
  readonly urls: Readonly<Record<'send' | 'stream' | 'models', string>>;
  readonly tokens: TokenSource;
  readonly clock: Clock;
}

const ACCEPT = { send: 'application/json', stream: 'text/event-stream' } as const;

/**
 * watsonx.ai over plain HTTP: IBM's Node SDK hides quota errors behind one sentence and breaks multi-byte characters
 * in streams (https://github.com/IBM/watsonx-ai-node-sdk).
 */
export const WATSONX_CHAT: Wire<Service, string> = {
  ...CHAT_READING,
  connect: openService,
  requestIdHeaders: () => [],
  encode: (modelId, request, _mode, { settings }) =>
    JSON.stringify(encodeRequest(modelId, request, accountOf(settings))),
  async invoke({ urls, tokens }, body, { mode, transport, signal }) {
    const headers = {
      'content-type': 'application/json',
      accept: ACCEPT[mode],
      authorization: `Bearer ${await tokens.token(signal)}`,
    };
    await transport({ method: 'POST', url: urls[mode], headers, body }, signal);
    return null;
  },
  async listModels({ urls, tokens, clock }, transport, signal) {
    const headers = { accept: 'application/json', authorization: `Bearer ${await tokens.token(signal)}` };
    const { body } = await transport({ method: 'GET', url: urls.models, headers, body: null }, signal);
    return readSpecs(parseOrUndefined(await collectText(body)), clock.wallMs());
  },
  detour: (transport, { tokens }) => refreshOnce(transport, tokens),
};

function accountOf(settings: Target['settings']): Account {
  const { project_id: project, space_id: space } = settings;
  return project === undefined ? { space_id: space ?? '' } : { project_id: project };
}

function openService(target: Target, credentials: Credentials, world: AdapterWorld): Service {
  const { id, settings, provider, baseUrl } = target;
  if (credentials.kind !== 'ibm-api-key') throw new Error(`target ${id} needs an IBM API key`);
  const { clock, redact, learnSecret, transport } = world;
  const query = `version=${encodeURIComponent(settings['version'] ?? '')}`;
  return {
    urls: {
      send: `${baseUrl}/ml/v1/text/chat?${query}`,
      stream: `${baseUrl}/ml/v1/text/chat_stream?${query}`,
      models: `${baseUrl}/ml/v1/foundation_model_specs?${query}&limit=${MOST_MODELS}`,
    },
    clock,
    tokens: createTokenSource({
      iamUrl: settings['iam_url'] ?? 'https://iam.cloud.ibm.com',
      apiKey: credentials.apiKey,
      transport,
      clock,
      learnSecret,
      errorFor: (status, headers, body) =>
        normalizeError(null, {
          provider,
          redact,
          phase: 'http',
          status,
          headers,
          body,
          aborted: null,
          nowMs: clock.wallMs(),
        }),
    }),
  };
}

/** A token can be withdrawn before its time: on 401 the request is sent once more with a new one. */
function refreshOnce(transport: Transport, tokens: TokenSource): Transport {
  return async (request, signal) => {
    const response = await transport(request, signal);
    if (response.status !== 401) return response;
    for await (const _ of response.body) continue;
    tokens.drop(request.headers['authorization']?.slice('Bearer '.length) ?? '');
    const authorization = `Bearer ${await tokens.token(signal)}`;
    return transport({ ...request, headers: { ...request.headers, authorization } }, signal);
  };
}
