import { EventStreamCodec } from '@smithy/eventstream-codec';
import { ANSWER, MODEL, PIECES, type BenchWire } from './wires.ts';

/** As long as a UUID, which takes its place. */
export const PLACEHOLDER = '00000000-0000-0000-0000-000000000000';

export interface MockBody {
  readonly contentType: string;
  readonly bytes: Buffer;
}

const USAGE = { prompt_tokens: 210, completion_tokens: 380, total_tokens: 590 };
const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  (text) => Buffer.from(text, 'utf8'),
);

function json(value: object): MockBody {
  return { contentType: 'application/json', bytes: Buffer.from(JSON.stringify(value)) };
}

function chatBody(): MockBody {
  const message = { role: 'assistant', content: ANSWER };
  const choices = [{ index: 0, message, finish_reason: 'stop', logprobs: null, stop_reason: null }];
  const created = 1_760_000_000;
  return json({
    id: `chatcmpl-${PLACEHOLDER}`,
    object: 'chat.completion',
    created,
    model: MODEL,
    choices,
    usage: USAGE,
  });
}

function chatStream(done: boolean, prefix: string): MockBody {
  const chunk = (choices: object[], more: object = {}): string =>
    `${prefix}data: ${JSON.stringify({ id: `chatcmpl-${PLACEHOLDER}`, object: 'chat.completion.chunk', created: 1_760_000_000, model: MODEL, choices, ...more })}\n\n`;
  const delta = (content: object, finish_reason: string | null = null): string =>
    chunk([{ index: 0, delta: content, logprobs: null, finish_reason }]);
  const events = [
    delta({ role: 'assistant', content: '' }),
    ...PIECES.map((content) => delta({ content })),
    delta({ content: '' }, 'stop'),
    chunk([], { usage: USAGE }),
    ...(done ? ['data: [DONE]\n\n'] : []),
  ];
  return { contentType: 'text/event-stream', bytes: Buffer.from(events.join('')) };
}

function converse(): MockBody {
  return json({
    metrics: { latencyMs: 400 },
    output: { message: { role: 'assistant', content: [{ text: ANSWER }] } },
    stopReason: 'end_turn',
    usage: { inputTokens: 210, outputTokens: 380, totalTokens: 590 },
  });
}

function converseStream(): MockBody {
  const frames = [
    frame('messageStart', { role: 'assistant' }),
    ...PIECES.map((text) => frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text } })),
    frame('contentBlockStop', { contentBlockIndex: 0 }),
    frame('messageStop', { stopReason: 'end_turn' }),
    frame('metadata', {
      metrics: { latencyMs: 400 },
      usage: { inputTokens: 210, outputTokens: 380, totalTokens: 590 },
    }),
  ];
  return { contentType: 'application/vnd.amazon.eventstream', bytes: Buffer.concat(frames) };
}

const PADDING = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Padded as Bedrock's are, with more or less. */
function frame(event: string, payload: object): Uint8Array {
  const text = JSON.stringify(payload);
  const p = PADDING.slice(0, 4 + (text.length % 13));
  return codec.encode({
    headers: {
      ':event-type': { type: 'string', value: event },
      ':content-type': { type: 'string', value: 'application/json' },
      ':message-type': { type: 'string', value: 'event' },
    },
    body: Buffer.from(JSON.stringify({ ...payload, p })),
  });
}

function chunkFrame(value: object): Uint8Array {
  return frame('chunk', { bytes: Buffer.from(JSON.stringify(value)).toString('base64') });
}

/** The native form of the same answer. */
export function llamaStream(): MockBody {
  const pieces = PIECES.map((generation, at) =>
    chunkFrame({
      generation,
      prompt_token_count: at === 0 ? 210 : null,
      generation_token_count: at,
      stop_reason: null,
    }),
  );
  const last = chunkFrame({
    generation: '',
    prompt_token_count: 210,
    generation_token_count: 380,
    stop_reason: 'stop',
    'amazon-bedrock-invocationMetrics': { inputTokenCount: 210, outputTokenCount: 380 },
  });
  return { contentType: 'application/vnd.amazon.eventstream', bytes: Buffer.concat([...pieces, last]) };
}

export const BODIES: Readonly<Record<BenchWire, Readonly<Record<'send' | 'stream', MockBody>>>> = {
  openai: { send: chatBody(), stream: chatStream(true, '') },
  nim: { send: chatBody(), stream: chatStream(true, '') },
  watsonx: { send: chatBody(), stream: chatStream(false, 'id: 1\nevent: message\n') },
  bedrock: { send: converse(), stream: converseStream() },
};
