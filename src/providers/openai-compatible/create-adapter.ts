import OpenAI from 'openai';
import type { Adapter, AdapterWorld } from '../../contract/adapter.ts';
import type { Dialect } from '../../contract/dialect.ts';
import type { Mode } from '../../contract/mode.ts';
import type { JsonObject } from '../../contract/json-value.ts';
import type { Credentials, Target } from '../../contract/target.ts';
import type { Transport } from '../../contract/wire.ts';
import { createCallScope } from '../call-scope.ts';
import { callWire } from '../call-wire.ts';
import { createChatDecoder } from '../chat-completion/create-decoder.ts';
import { createCallErrors } from '../errors/call-errors.ts';
import { normalizeError } from '../errors/normalize-error.ts';
import { planLosses } from '../loss-table.ts';
import { countEvents, type SdkAccount } from '../sdk-witness.ts';
import { encodeRequest } from './encode-request.ts';
import { pollAccepted } from './poll-accepted.ts';

/** The headers that are given here. Any other, the SDK's own too, could come from the environment (OPENAI_CUSTOM_HEADERS). */
const OWN_HEADERS = ['authorization', 'accept', 'content-type', 'user-agent'];

/** Every server that speaks OpenAI's chat completions, through the openai SDK; the dialect row says how it differs. */
export async function createAdapter(
  target: Target,
  credentials: Credentials,
  world: AdapterWorld,
): Promise<Adapter> {
  const { dialect, capabilities } = target;
  if (dialect === null) throw new Error(`target ${target.id} has no dialect`);
  const token = credentials.kind === 'bearer' ? credentials.token : null;
  const provider = target.server ?? target.provider;
  const scope = createCallScope();
  const client = createClient(target, dialect, token, scope.transport, world);

  return {
    provider,
    capabilities,
    normalizeError: (thrown, context) =>
      normalizeError(thrown, { ...context, provider, redact: world.redact }),
    call(model, request, mode, transport, signal) {
      const plan = planLosses(request, capabilities, mode);
      const body = encodeRequest(model.providerModelId, plan.request, plan.servedAs, dialect);
      const errors = createCallErrors({
        provider,
        world,
        signal,
        requestIdHeaders: dialect.requestIdHeaders,
        guards: target.guards,
      });
      const polled =
        dialect.asyncPolling === null
          ? transport
          : pollAccepted(transport, dialect.asyncPolling, world.clock);
      return callWire(
        {
          servedAs: plan.servedAs,
          losses: plan.losses,
          events: errors.events,
          invoke: (shared) => scope.run(shared, () => invoke(client, body, plan.servedAs)),
          decoderFor: (response) =>
            createChatDecoder(errors.decodeContext(response, capabilities), plan.servedAs),
          errorFor: errors.fromResponse,
        },
        polled,
        signal,
      );
    },
  };
}

/** A client with nothing left to the environment: each option that has an OPENAI_* variable behind it is given. */
function createClient(
  target: Target,
  dialect: Dialect,
  token: string | null,
  transport: Transport,
  world: AdapterWorld,
): OpenAI {
  const ownHeaders: Transport = (request, signal) => {
    const headers: Record<string, string> = {};
    for (const name of OWN_HEADERS) {
      const value = request.headers[name];
      if (value !== undefined) headers[name] = value;
    }
    return transport({ ...request, headers }, signal);
  };
  return new OpenAI({
    baseURL: `${target.baseUrl}${dialect.basePath}`,
    apiKey: token ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    // Our own timers end a call; 2^31 - 1 is the longest timer that Node takes.
    timeout: 2_147_483_647,
    logLevel: 'off',
    defaultHeaders: {
      authorization: token === null ? null : `Bearer ${token}`,
      accept: null,
      'user-agent': 'llama-contract',
    },
    fetch: world.shims.fetchOver(ownHeaders),
  });
}

async function invoke(client: OpenAI, body: JsonObject, mode: Mode): Promise<SdkAccount> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  if (mode === 'send') return { answer: await client.post<unknown>('/chat/completions', { body, headers }) };
  const options = { body, headers, stream: true } as const;
  return countEvents(await client.post<AsyncIterable<unknown>>('/chat/completions', options));
}
