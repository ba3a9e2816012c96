import { chunkFrame, eventFrame } from '../providers/frames.ts';

export interface CannedReply {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const json = (body: object): CannedReply => ({
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(body)),
});

const events = (...frames: readonly Uint8Array[]): CannedReply => ({
  headers: { 'content-type': 'application/vnd.amazon.eventstream' },
  body: Buffer.concat(frames),
});

const sse = (...chunks: readonly object[]): CannedReply => ({
  headers: { 'content-type': 'text/event-stream' },
  body: Buffer.from(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')),
});

const usage = { inputTokens: 3, outputTokens: 1, totalTokens: 4 };
const chatUsage = { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 };
const chunk = (rest: object): object => ({ id: 'chatcmpl-1', model: 'm', ...rest });

const TOKEN = json({ access_token: 'head.body.signature', token_type: 'Bearer', expires_in: 3600 });
const CHAT = json({
  id: 'chatcmpl-1',
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
  usage: chatUsage,
});
const CHAT_STREAM = sse(
  chunk({ choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: null }] }),
  chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
  chunk({ choices: [], usage: chatUsage }),
);

const OCI_CHOICE = { index: 0, message: { role: 'ASSISTANT', content: [{ type: 'TEXT', text: 'Hi' }] } };
const ociUsage = { promptTokens: 3, completionTokens: 1, totalTokens: 4 };
const OCI_CHAT = json({
  modelId: 'm',
  modelVersion: '1',
  chatResponse: {
    apiFormat: 'GENERIC',
    choices: [{ ...OCI_CHOICE, finishReason: 'stop' }],
    usage: ociUsage,
  },
});
const OCI_STREAM = sse(OCI_CHOICE, { finishReason: 'stop' }, { usage: ociUsage });

/** The shortest whole answer to a request, by its path and, for chat completions, its body. It always says "Hi". */
export function replyTo(path: string, body: string): CannedReply {
  if (path.endsWith('/converse')) {
    const message = { role: 'assistant', content: [{ text: 'Hi' }] };
    return json({ output: { message }, stopReason: 'end_turn', usage });
  }
  if (path.endsWith('/converse-stream')) {
    return events(
      eventFrame('messageStart', { role: 'assistant' }),
      eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Hi' } }),
      eventFrame('contentBlockStop', { contentBlockIndex: 0 }),
      eventFrame('messageStop', { stopReason: 'end_turn' }),
      eventFrame('metadata', { usage }),
    );
  }
  const native = { generation: 'Hi', prompt_token_count: 3, generation_token_count: 1, stop_reason: 'stop' };
  if (path.endsWith('/invoke')) return json(native);
  if (path.endsWith('/invoke-with-response-stream')) return events(chunkFrame(native));
  if (path === '/identity/token') return TOKEN;
  if (path.endsWith('/actions/chat')) return body.includes('"isStream":true') ? OCI_STREAM : OCI_CHAT;
  return path.startsWith('/ml/v1/text/chat_stream') || body.includes('"stream":true') ? CHAT_STREAM : CHAT;
}
