import { createServer, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Where a prompt names itself, and what it is answered. */
export const askOf = (index: number): string => `What is the number of order #${index}?`;
export const answerOf = (index: string | number): string => `It is order ${index}.`;

export interface CountedServer {
  readonly url: string;
  /** Chat requests so far. */
  asked(): number;
  /** Those that are not answered yet. */
  pending(): number;
  /**
   * After so many answers more no request is answered, until `release`; nor before so many clients ask, told apart by
   * their keys: until then each answer takes half a second, so that none of them comes when all was asked.
   */
  holdAfter(answers: number, clients?: number): void;
  release(): void;
  close(): Promise<void>;
}

/** Longer than clients that begin at one time begin one after the other, shorter than any deadline. */
const GATHERING_MS = 500;

/** A server that answers each prompt in one way, and counts: a request that is made twice is paid for twice. */
export async function startCounted(delayMs: number): Promise<CountedServer> {
  let asked = 0;
  let left = Infinity;
  let awaited = 0;
  const clients = new Set<string>();
  const waiting = new Set<() => void>();
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    void buffer(request).then(async (body) => {
      if (request.method !== 'POST') {
        response.setHeader('content-type', 'application/json');
        response.end('{"version":"1.2.3"}');
        return;
      }
      asked += 1;
      const count = asked;
      open.add(response);
      response.on('close', () => open.delete(response));
      clients.add(request.headers.authorization ?? '');
      await new Promise((over) => setTimeout(over, clients.size < awaited ? GATHERING_MS : delayMs));
      left -= 1;
      if (left < 0 && clients.size >= awaited) await new Promise<void>((released) => waiting.add(released));
      answer(response, body.toString(), count);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked: () => asked,
    pending: () => open.size,
    holdAfter: (answers, most = 0) => {
      left = answers;
      awaited = most;
      clients.clear();
    },
    release: () => {
      left = Infinity;
      awaited = 0;
      for (const released of waiting) released();
      waiting.clear();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** https://platform.openai.com/docs/api-reference/chat */
function answer(response: ServerResponse, body: string, count: number): void {
  const { model, stream }: { model: string; stream?: boolean } = JSON.parse(body);
  const content = answerOf(/#(\d+)/.exec(body)?.[1] ?? '');
  const base = { id: `chatcmpl-${count}`, created: 1_800_000_000, model };
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  const choice = { index: 0, logprobs: null };
  if (stream !== true) {
    const message = { role: 'assistant', content };
    const whole = {
      ...base,
      object: 'chat.completion',
      choices: [{ ...choice, message, finish_reason: 'stop' }],
      usage,
    };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(whole));
    return;
  }
  response.setHeader('content-type', 'text/event-stream');
  const chunk = (choices: readonly object[], more: object = {}): string =>
    `data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', choices, ...more })}\n\n`;
  response.write(chunk([{ ...choice, delta: { role: 'assistant', content }, finish_reason: null }]));
  response.write(chunk([{ ...choice, delta: {}, finish_reason: 'stop' }]));
  response.end(`${chunk([], { usage })}data: [DONE]\n\n`);
}
