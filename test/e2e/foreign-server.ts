import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/** An OpenAI-style server that shares nothing with this project: what it says to each question is given. */
export interface ForeignServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Its answer: a text, or one that ends otherwise, or a refusal. A function may answer each time anew. */
type Reply =
  | string
  | { readonly text: string; readonly finish: string }
  | { readonly status: number; readonly error: string };

/** What it answers to the last user message, by a word that stands in it. */
export type Answers = Readonly<Record<string, Reply | (() => Reply)>>;

const asked = z.object({
  model: z.string(),
  stream: z.boolean().optional(),
  messages: z.array(
    z.object({
      role: z.string(),
      content: z.union([z.string(), z.array(z.object({ text: z.string().optional() }))]),
    }),
  ),
});

function questionOf({ messages }: z.infer<typeof asked>): string {
  const content = messages.at(-1)?.content ?? '';
  return typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('');
}

function tokensIn(words: string): number {
  return Math.ceil(words.length / 3);
}

function sendEvents(response: ServerResponse, events: readonly object[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of events) response.write(`data: ${JSON.stringify(event)}\n\n`);
  response.end('data: [DONE]\n\n');
}

/** Serves /v1/chat/completions on loopback, on a free port. `answers` may be changed while it runs. */
export async function serveForeign(answers: Answers): Promise<ForeignServer> {
  let count = 0;
  const server = createServer((request, response) => {
    void answer(request.url ?? '', text(request), response);
  });

  async function answer(path: string, sent: Promise<string>, response: ServerResponse): Promise<void> {
    const bytes = await sent;
    const body = asked.safeParse(bytes === '' ? null : JSON.parse(bytes));
    if (path !== '/v1/chat/completions' || !body.success) {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end('{"error":{"message":"not here","type":"not_found","code":404}}');
      return;
    }
    const question = questionOf(body.data);
    const [, known = 'I do not know.'] =
      Object.entries(answers).find(([word]) => question.includes(word)) ?? [];
    const reply = typeof known === 'function' ? known() : known;
    if (typeof reply === 'object' && 'error' in reply) {
      response.writeHead(reply.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: reply.error, type: 'error', code: reply.status } }));
      return;
    }
    const { text: words, finish } = typeof reply === 'string' ? { text: reply, finish: 'stop' } : reply;
    count += 1;
    const [input, output] = [tokensIn(question), tokensIn(words)];
    const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
    const head = { id: `chat-${count}`, created: 1_700_000_000, model: body.data.model };
    if (body.data.stream !== true) {
      const message = { role: 'assistant', content: words };
      const choices = [{ index: 0, message, finish_reason: finish }];
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ...head, object: 'chat.completion', choices, usage }));
      return;
    }
    const chunk = (delta: object, ended: string | null) => ({
      ...head,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, finish_reason: ended }],
    });
    const middle = Math.floor(words.length / 2);
    sendEvents(response, [
      chunk({ role: 'assistant', content: words.slice(0, middle) }, null),
      chunk({ content: words.slice(middle) }, null),
      chunk({}, finish),
      { ...head, object: 'chat.completion.chunk', choices: [], usage },
    ]);
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
