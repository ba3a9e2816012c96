import { OpenAI } from 'openai';
import type { AdapterWorld, TransportOption } from '../../contract/wires/adapter.ts';
import type { Dialect } from '../../contract/wires/dialect.ts';
import type { JsonObject } from '../../contract/json-value.ts';
import type { ListedModel } from '../../contract/errors/retirement.ts';
import type { Credentials, Target } from '../../contract/wires/target.ts';
import type { Transport } from '../../contract/wires/wire.ts';
import { arrayAt, countAt, stringAt } from '../../json/read.ts';
import { CHAT_READING } from '../chat-completion/chat-reading.ts';
import { countEvents } from '../sdk-witness.ts';
import type { Wire } from '../wire.ts';
import { encodeRequest } from './encode-request.ts';
import { forwarderOf } from './forwarder-of.ts';
import { pollAccepted } from './poll-accepted.ts';

/** Every server that speaks OpenAI's chat completions, through the openai SDK; the dialect row says how it differs. */
export const OPENAI_CHAT: Wire<OpenAI, JsonObject> = {
  ...CHAT_READING,
  connect: createClient,
  requestIdHeaders: (target) => dialectOf(target).requestIdHeaders,
  encode: (modelId, request, mode, target) => encodeRequest(modelId, request, mode, dialectOf(target)),
  async invoke(client, body, { mode, transport }) {
    const fetchOptions = fetchOptionsOf(transport);
    const path = '/chat/completions';
    if (mode === 'send') return { answer: await client.post<unknown>(path, { body, fetchOptions }) };
    const options = { body, fetchOptions, stream: true } as const;
    return countEvents(await client.post<AsyncIterable<unknown>>(path, options));
  },
  listModels: async (client, transport, signal) => {
    const fetchOptions = fetchOptionsOf(transport);
    return readModels(await client.get<unknown>('/models', { fetchOptions, signal }));
  },
  versionReader(target) {
    const { version } = dialectOf(target);
    if (version === undefined) return null;
    return async (client, transport, signal) => {
      const fetchOptions = fetchOptionsOf(transport);
      const url = `${target.baseUrl}${version.path}`;
      return readVersion(await client.get<unknown>(url, { fetchOptions, signal }), version.key);
    };
  },
  forwarderOf: (target, credentials) => forwarderOf(target, dialectOf(target), credentials),
  detour(transport, _client, target, clock) {
    const { asyncPolling } = dialectOf(target);
    return asyncPolling === null ? transport : pollAccepted(transport, asyncPolling, clock);
  },
};

/** https://platform.openai.com/docs/api-reference/models/list */
function readModels(list: unknown): readonly ListedModel[] {
  const rows = arrayAt(list, 'data');
  if (rows === null) throw new Error('no list of models');
  return rows.flatMap((row) => {
    const id = stringAt(row, 'id');
    return id === null ? [] : [{ id, contextTokens: contextOf(row), retirement: null, alternatives: [] }];
  });
}

/** No part of OpenAI's list: `max_model_len` is vLLM's word, `context_length` that of routers, `context_window` Groq's. */
function contextOf(row: unknown): number | null {
  const words = ['max_model_len', 'context_length', 'context_window'];
  return words.map((word) => countAt(row, word)).find((tokens) => tokens !== null) ?? null;
}

/** What is said beside it stays unread: some servers show the keys that they were started with. */
function readVersion(body: unknown, key: string): string {
  const version = stringAt(body, key);
  if (version === null || version === '') throw new Error('no version');
  return version.slice(0, LONGEST_VERSION);
}

const LONGEST_VERSION = 100;

function dialectOf({ id, dialect }: Target): Dialect {
  if (dialect === null) throw new Error(`target ${id} has no dialect`);
  return dialect;
}

/** The headers that are given here. Any other, the SDK's own too, could come from the environment (OPENAI_CUSTOM_HEADERS). */
const OWN_HEADERS = ['authorization', 'accept', 'content-type', 'user-agent'];

function fetchOptionsOf(transport: Transport): TransportOption & Pick<RequestInit, 'redirect'> {
  return { redirect: 'manual', transport, headerNames: OWN_HEADERS };
}

/** A client with nothing left to the environment: each option that has an OPENAI_* variable behind it is given. */
function createClient(target: Target, credentials: Credentials, { shims }: AdapterWorld): OpenAI {
  const token = credentials.kind === 'bearer' ? credentials.token : null;
  return new OpenAI({
    baseURL: `${target.baseUrl}${dialectOf(target).basePath}`,
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
      accept: 'application/json',
      'user-agent': 'llama-contract',
    },
    fetch: shims.fetch,
  });
}
