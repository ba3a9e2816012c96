import { NO_USAGE } from '../../src/contract/exchanges/response.ts';
import { GuardError } from '../../src/contract/errors/guard-error.ts';
import type { Fault } from '../../src/contract/wires/fault.ts';
import type { Mode } from '../../src/contract/exchanges/mode.ts';
import type { CanonicalRequest, Tool } from '../../src/contract/exchanges/request.ts';
import type { Credentials } from '../../src/contract/wires/target.ts';
import type { BookEntry } from '../../src/simulator/book.ts';
import { modelIdOf, type Row } from './rows.ts';
import { ociKeyPair } from '../oci-account.ts';
import { ask, call, page, type Play, type Seen } from './stage.ts';

/** What was seen, as far as a behaviour speaks of it. */
export type Facts = Readonly<Record<string, unknown>>;

/** One line of the table: what every adapter does, in every mode, unless a deviation is written down. */
export interface Behaviour {
  readonly name: string;
  readonly modes: readonly Mode[];
  readonly expected: Facts;
  observe(row: Row, mode: Mode): Promise<Facts>;
}

const BOTH: readonly Mode[] = ['send', 'stream'];
const STREAM: readonly Mode[] = ['stream'];

const QUESTION = 'What is the capital of Norway?';
export const ANSWER =
  'The capital of Norway is Oslo, which lies at the end of a long fjord and was once called Kristiania.';
/** A PNG of one transparent pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

const WEATHER: Tool = {
  name: 'get_weather',
  description: 'The weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const TIME: Tool = { ...WEATHER, name: 'get_time', description: 'The time in a city' };
const OSLO = { name: 'get_weather', arguments: { city: 'Tromsø 東京', days: [1, 2], exact: true, at: null } };
const CALLS = [OSLO, { name: 'get_time', arguments: { city: 'Oslo' } }];

export const complete = ({ error, proof }: Seen): boolean => error === null && proof?.terminalMarker === true;
const finish = ({ response }: Seen): string | null => response.finishReason?.unified ?? null;
export const warnings = ({ response }: Seen): string[] => response.warnings.map(({ code }) => code);
export const losses = (seen: Seen): string[] => seen.losses.map(({ field }) => field);
const calls = ({ response }: Seen) =>
  response.toolCalls.map(({ name, arguments: args }) => ({ name, arguments: args }));

function answer(seen: Seen): Facts {
  return { complete: complete(seen), text: seen.response.text, finish: finish(seen) };
}

/** How much of the whole answer an error kept. */
export function kept(seen: Seen): string {
  const text = seen.error?.partial?.text ?? '';
  if (text === '') return 'nothing';
  if (text === ANSWER) return 'all';
  return ANSWER.startsWith(text) ? 'the beginning' : `something else: ${text}`;
}

function failure(seen: Seen): Facts {
  return { complete: complete(seen), kind: seen.error?.kind ?? null };
}

interface Told extends Omit<Behaviour, 'observe' | 'modes'> {
  readonly modes?: readonly Mode[];
  readonly request?: CanonicalRequest;
  readonly answer?: Partial<BookEntry['answer']>;
  readonly play?: Play;
  readonly faults?: readonly Fault[];
  readonly see: (seen: Seen, row: Row) => Facts;
}

/** A behaviour that shows in one call. */
function inOneCall({ request = ask(QUESTION), faults = [], play = {}, see, ...rest }: Told): Behaviour {
  const book = [page(request, rest.answer ?? { text: ANSWER })];
  return {
    name: rest.name,
    modes: rest.modes ?? BOTH,
    expected: rest.expected,
    observe: async (row, mode) => see(await call(row, mode, request, { book, faults, ...play }), row),
  };
}

const fault = (rest: Omit<Fault, 'match' | 'at'> & { at?: Fault['at'] }): Fault => ({
  match: {},
  at: 'headers',
  ...rest,
});

const COMPLETE: Facts = { complete: true, text: ANSWER, finish: 'stop' };

const ANSWERS: readonly Behaviour[] = [
  inOneCall({ name: 'gives a text', expected: COMPLETE, see: answer }),
  inOneCall({
    name: 'gives text of any script',
    answer: { text: 'Straße, 東京, 😀👩‍👩‍👧, العربية, e\u0301\n\t"quoted" \\ done' },
    expected: {
      complete: true,
      text: 'Straße, 東京, 😀👩‍👩‍👧, العربية, e\u0301\n\t"quoted" \\ done',
      finish: 'stop',
    },
    see: answer,
  }),
  inOneCall({
    name: 'has an output schema enforced',
    request: ask('Answer as JSON.', {
      output: {
        type: 'json',
        name: 'capital',
        schema: { type: 'object', properties: { city: { type: 'string' } } },
      },
    }),
    answer: { text: '{"city":"Oslo"}' },
    expected: { complete: true, text: '{"city":"Oslo"}', losses: [] },
    see: (seen) => ({ complete: complete(seen), text: seen.response.text, losses: losses(seen) }),
  }),
  inOneCall({
    name: 'carries every setting',
    request: ask(QUESTION, { temperature: 0, topP: 0.9, seed: 7, maxOutputTokens: 400 }),
    expected: { complete: true, losses: [] },
    see: (seen) => ({ complete: complete(seen), losses: losses(seen) }),
  }),
  inOneCall({
    name: 'carries a system message',
    request: ask(QUESTION, {
      messages: [
        { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
        { role: 'user', content: [{ type: 'text', text: QUESTION }] },
      ],
    }),
    expected: COMPLETE,
    see: answer,
  }),
  inOneCall({
    name: 'carries an image',
    request: ask('', {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What do you see?' },
            { type: 'image', format: 'png', data: PIXEL },
          ],
        },
      ],
    }),
    expected: COMPLETE,
    see: answer,
  }),
  inOneCall({
    name: 'ends with length at the cap',
    request: ask(QUESTION, { maxOutputTokens: 8 }),
    answer: { text: 'The capital of Norway is', finish: 'length' },
    expected: { complete: true, text: 'The capital of Norway is', finish: 'length' },
    see: answer,
  }),
  inOneCall({
    name: 'ends at a stop sequence',
    request: ask(QUESTION, { stop: ['\n\n'] }),
    expected: { ...COMPLETE, losses: [] },
    see: (seen) => ({ ...answer(seen), losses: losses(seen) }),
  }),
  inOneCall({
    name: 'keeps a finish word that it does not know',
    faults: [fault({ answer: 'finish', value: 'zany' })],
    expected: { complete: true, finishReason: { unified: 'unknown', raw: 'zany' } },
    see: (seen) => ({ complete: complete(seen), finishReason: seen.response.finishReason }),
  }),
  inOneCall({
    name: 'counts tokens',
    expected: { inputTokens: true, outputTokens: true },
    see: ({ response }) => ({
      inputTokens: (response.usage.inputTokens ?? 0) > 0,
      outputTokens: (response.usage.outputTokens ?? 0) > 0,
    }),
  }),
  inOneCall({
    name: 'names the model that answered',
    expected: { model: 'as asked' },
    see: ({ response }, row) => ({ model: response.model === modelIdOf(row) ? 'as asked' : response.model }),
  }),
  inOneCall({
    name: 'names the request',
    expected: { requestId: true },
    see: ({ response }) => ({ requestId: (response.providerRequestId ?? '') !== '' }),
  }),
  {
    name: 'names two requests differently',
    modes: BOTH,
    expected: { differ: true },
    async observe(row, mode) {
      const ids = await Promise.all(
        ['prompt-1', 'prompt-2'].map(async (promptId) => {
          const entry = { ...page(ask(QUESTION), { text: ANSWER }), promptId };
          const seen = await call(row, mode, ask(QUESTION), { book: [entry] });
          return seen.response.providerRequestId;
        }),
      );
      return { differ: ids[0] !== ids[1] };
    },
  },
];

const tooled = ask('What is the weather?', { tools: [WEATHER, TIME] });
const toolFacts = (seen: Seen): Facts => ({
  complete: complete(seen),
  calls: calls(seen),
  finish: finish(seen),
  losses: losses(seen),
});

/** A talk in which two tools were called, by ids, and have answered. */
function talkWithTools(first: string, second: string): CanonicalRequest {
  const ids = [first, second];
  return ask('', {
    tools: [WEATHER, TIME],
    messages: [
      { role: 'user', content: [{ type: 'text', text: 'Weather and time?' }] },
      {
        role: 'assistant',
        content: [],
        toolCalls: CALLS.map((called, index) => ({ id: ids[index] ?? '', ...called })),
      },
      { role: 'tool', toolCallId: first, content: [{ type: 'text', text: '{"sky":"clear"}' }] },
      { role: 'tool', toolCallId: second, content: [{ type: 'text', text: '12:00' }] },
    ],
  });
}

const TOOLS: readonly Behaviour[] = [
  inOneCall({
    name: 'gives a tool call',
    request: tooled,
    answer: { toolCalls: [OSLO] },
    expected: { complete: true, calls: [OSLO], finish: 'tool_calls', losses: [] },
    see: toolFacts,
  }),
  inOneCall({
    name: 'gives several tool calls in order',
    request: tooled,
    answer: { toolCalls: CALLS },
    expected: { complete: true, calls: CALLS, finish: 'tool_calls', losses: [] },
    see: toolFacts,
  }),
  inOneCall({
    name: 'gives text beside a tool call',
    request: tooled,
    answer: { text: 'Let me see.', toolCalls: [OSLO] },
    expected: { complete: true, calls: [OSLO], text: 'Let me see.' },
    see: (seen) => ({ complete: complete(seen), calls: calls(seen), text: seen.response.text }),
  }),
  inOneCall({
    name: 'gives each tool call an id of its own',
    request: tooled,
    answer: { toolCalls: CALLS },
    expected: { ids: 2 },
    see: ({ response }) => ({ ids: new Set(response.toolCalls.flatMap(({ id }) => id ?? [])).size }),
  }),
  inOneCall({
    name: 'calls no tool where none is wanted',
    request: tooled,
    expected: { complete: true, calls: [], text: ANSWER, finish: 'stop' },
    see: (seen) => ({ ...answer(seen), calls: calls(seen) }),
  }),
  inOneCall({
    name: 'can be made to call a tool',
    request: { ...tooled, toolChoice: 'required' },
    answer: { toolCalls: [OSLO] },
    expected: { complete: true, calls: [OSLO], finish: 'tool_calls', losses: [] },
    see: toolFacts,
  }),
  inOneCall({
    name: 'can be made to call a named tool',
    request: { ...tooled, toolChoice: { name: 'get_weather' } },
    answer: { toolCalls: [OSLO] },
    expected: { complete: true, calls: [OSLO], finish: 'tool_calls', losses: [] },
    see: toolFacts,
  }),
  inOneCall({
    name: 'reads tool calls and their results in the history',
    request: talkWithTools('call_0', 'call_1'),
    expected: COMPLETE,
    see: answer,
  }),
  inOneCall({
    name: 'reads a history of tool calls whose ids another host gave',
    request: talkWithTools(`toolu/0+${'0'.repeat(80)}`, `toolu/0+${'0'.repeat(79)}1`),
    expected: COMPLETE,
    see: answer,
  }),
];

/** Credentials of the same kind that the seat does not accept. */
function wrong(credentials: Credentials): Credentials {
  switch (credentials.kind) {
    case 'aws-keys':
      return { ...credentials, secretAccessKey: 'another-secret' };
    case 'bearer':
      return { kind: 'bearer', token: 'another-token' };
    case 'ibm-api-key':
      return { kind: 'ibm-api-key', apiKey: 'another-key' };
    case 'oci-key':
      return { ...credentials, privateKey: ociKeyPair().privateKey };
    default:
      return credentials;
  }
}

const REFUSALS: readonly Behaviour[] = [
  {
    name: 'refuses a wrong key',
    modes: BOTH,
    expected: { complete: false, kind: 'authentication', retryable: false },
    async observe(row, mode) {
      const credentials = wrong(row.credentials);
      const seen = await call(row, mode, ask(QUESTION), { credentials });
      return { ...failure(seen), retryable: seen.error?.retryable ?? null };
    },
  },
  inOneCall({
    name: 'refuses an unknown model',
    play: { modelId: 'no-such-model' },
    expected: { complete: false, kind: 'model_not_found' },
    see: failure,
  }),
  inOneCall({
    name: 'refuses a prompt that the window cannot hold',
    request: ask('word '.repeat(400)),
    play: { seat: { contextTokens: 100 } },
    expected: { complete: false, kind: 'context_overflow' },
    see: failure,
  }),
  inOneCall({
    name: 'refuses a cap above its own',
    request: ask(QUESTION, { maxOutputTokens: 5_000 }),
    play: { seat: { maxOutputTokens: 1_000 } },
    expected: { complete: false, kind: 'output_limit' },
    see: failure,
  }),
  inOneCall({
    name: 'says a rate limit and when to come back',
    faults: [fault({ wire: 'error-body', error: { kind: 'rate_limited', retryAfterMs: 7_000 } })],
    expected: { complete: false, kind: 'rate_limited', retryable: true, retryAfterMs: 7_000, status: 429 },
    see: (seen) => ({
      ...failure(seen),
      retryable: seen.error?.retryable ?? null,
      retryAfterMs: seen.error?.retryAfterMs ?? null,
      status: seen.error?.status ?? null,
    }),
  }),
  ...(['permission', 'overloaded', 'server_error', 'quota_exhausted', 'model_error', 'timeout'] as const).map(
    (kind) =>
      inOneCall({
        name: `says ${kind}`,
        faults: [fault({ wire: 'error-body', error: { kind } })],
        expected: { complete: false, kind },
        see: failure,
      }),
  ),
  inOneCall({
    name: 'says a server error with the id of the request',
    faults: [fault({ wire: 'error-body', error: { kind: 'server_error' } })],
    expected: { kind: 'server_error', requestId: true },
    see: ({ error }) => ({ kind: error?.kind, requestId: (error?.providerRequestId ?? '') !== '' }),
  }),
  inOneCall({
    name: 'takes a page of HTML for a server error',
    faults: [fault({ wire: 'html' })],
    expected: { complete: false, kind: 'server_error', status: 502 },
    see: (seen) => ({ ...failure(seen), status: seen.error?.status ?? null }),
  }),
  inOneCall({
    name: 'takes an error with status 200 for no answer',
    faults: [fault({ wire: 'status-200-error', error: { kind: 'server_error' } })],
    expected: { complete: false, kind: 'server_error' },
    see: failure,
  }),
  inOneCall({
    name: 'throws a connection that was refused',
    faults: [fault({ wire: 'reset', at: 'before-headers' })],
    expected: { complete: false, kind: 'connection', threw: true },
    see: (seen) => ({ ...failure(seen), threw: seen.threw }),
  }),
  inOneCall({
    name: 'throws our own limit where no head came in time',
    play: { between: () => () => Promise.reject(new GuardError('headers-timeout', 5)) },
    expected: { complete: false, kind: 'timeout', threw: true },
    see: (seen) => ({ ...failure(seen), threw: seen.threw }),
  }),
];

const broken = (seen: Seen): Facts => ({ ...failure(seen), kept: kept(seen) });

const BREAKS: readonly Behaviour[] = [
  ...([0, 3] as const).map((part) =>
    inOneCall({
      name: `takes an error after ${part} parts of a stream for no answer`,
      modes: STREAM,
      faults: [fault({ wire: 'exception', at: { part }, error: { kind: 'server_error' } })],
      expected: { complete: false, kind: 'server_error', kept: part === 0 ? 'nothing' : 'the beginning' },
      see: broken,
    }),
  ),
  inOneCall({
    name: 'takes an error after the finish of a stream for no answer',
    modes: STREAM,
    faults: [fault({ wire: 'exception', at: 'after-finish', error: { kind: 'server_error' } })],
    expected: { complete: false, kind: 'server_error', kept: 'all' },
    see: broken,
  }),
  inOneCall({
    name: 'takes a stream that was cut for no answer',
    modes: STREAM,
    faults: [fault({ wire: 'cut', at: { part: 3 } })],
    expected: { complete: false, kind: 'stream_interrupted', kept: 'the beginning' },
    see: broken,
  }),
  inOneCall({
    name: 'takes a body that was cut for no answer',
    modes: ['send'],
    faults: [fault({ wire: 'cut', at: { part: 1 } })],
    expected: { complete: false, kind: 'malformed_response' },
    see: failure,
  }),
  inOneCall({
    name: 'takes a connection that broke in the body for no answer',
    faults: [fault({ wire: 'reset', at: { part: 1 } })],
    expected: { complete: false, kind: 'stream_interrupted' },
    see: failure,
  }),
  inOneCall({
    name: 'takes a connection that broke after the finish for no answer',
    modes: STREAM,
    faults: [fault({ wire: 'reset', at: 'after-finish' })],
    expected: { complete: false, kind: 'stream_interrupted', kept: 'all' },
    see: broken,
  }),
  inOneCall({
    name: 'takes an answer without its finish reason for no answer',
    faults: [fault({ wire: 'drop-finish' })],
    expected: { complete: false, kind: 'stream_interrupted', kept: 'all' },
    see: broken,
  }),
  inOneCall({
    name: 'finds the promised end marker missing',
    modes: STREAM,
    faults: [fault({ wire: 'drop-done' })],
    expected: { complete: true, warnings: ['stream/no-done'] },
    see: (seen) => ({ complete: complete(seen), warnings: warnings(seen) }),
  }),
  inOneCall({
    name: 'finds the promised usage record missing',
    modes: STREAM,
    faults: [fault({ wire: 'drop-usage' })],
    expected: {
      complete: true,
      warnings: ['stream/no-usage'],
      usage: NO_USAGE,
    },
    see: (seen) => ({ complete: complete(seen), warnings: warnings(seen), usage: seen.response.usage }),
  }),
  inOneCall({
    name: 'knows no usage where none was sent',
    modes: ['send'],
    faults: [fault({ wire: 'drop-usage' })],
    expected: { complete: true, usage: NO_USAGE },
    see: (seen) => ({ complete: complete(seen), usage: seen.response.usage }),
  }),
  inOneCall({
    name: 'reads one JSON body where a stream was asked for, and says so',
    modes: STREAM,
    faults: [fault({ wire: 'content-type', value: 'application/json' })],
    expected: { ...COMPLETE, warnings: ['sdk/drops', 'stream/json-body'] },
    see: (seen) => ({ ...answer(seen), warnings: warnings(seen) }),
  }),
  inOneCall({
    name: 'reads an answer under a wrong content type',
    faults: [fault({ wire: 'content-type', value: 'text/html; charset=utf-8' })],
    expected: COMPLETE,
    see: answer,
  }),
  inOneCall({
    name: 'takes a wrong checksum for no answer',
    modes: STREAM,
    faults: [fault({ wire: 'bad-crc', at: { part: 3 } })],
    expected: { complete: false, kind: 'malformed_response', kept: 'the beginning' },
    see: broken,
  }),
  inOneCall({
    name: 'does not pass over junk in a body without a word',
    // The name of a row must not decide which bytes it is given.
    faults: [fault({ wire: 'junk', at: { part: 3 }, value: 'junk\u0000\u0001' })],
    expected: { believed: false },
    see: (seen) => ({ believed: complete(seen) && warnings(seen).length === 0 }),
  }),
  inOneCall({
    name: 'polls for an answer that was accepted and not yet given',
    faults: [fault({ wire: 'accepted-202', value: 2 })],
    expected: { complete: true, kind: null },
    see: failure,
  }),
  inOneCall({
    name: 'ends as cancelled when its caller goes away',
    modes: STREAM,
    play: { onPart: (part, abort) => (part.type === 'text-delta' ? abort() : undefined) },
    expected: { complete: false, kind: 'cancelled', kept: 'the beginning' },
    see: broken,
  }),
];

const ENDS: readonly Behaviour[] = [
  inOneCall({
    name: 'says that its host has retired the model, and since when',
    faults: [fault({ wire: 'retired', value: '2026-07-27' })],
    expected: {
      complete: false,
      kind: 'model_not_found',
      retirement: { state: 'retired', on: '2026-07-27' },
    },
    see: (seen) => ({ ...failure(seen), retirement: seen.error?.retirement ?? null }),
  }),
  inOneCall({
    name: 'says beside an answer that its host will retire the model, and when',
    faults: [fault({ wire: 'retiring', value: '2027-01-31' })],
    expected: { ...COMPLETE, warnings: ['model/retiring'], named: true },
    see: (seen) => ({
      ...answer(seen),
      warnings: warnings(seen),
      named: seen.response.warnings.some(({ message }) => message.includes('on 2027-01-31')),
    }),
  }),
];

export const BEHAVIOURS: readonly Behaviour[] = [...ANSWERS, ...TOOLS, ...REFUSALS, ...BREAKS, ...ENDS];
