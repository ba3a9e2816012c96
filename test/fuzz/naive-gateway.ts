import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';

export interface TestGateway {
  readonly url: string;
  close(): Promise<void>;
}

type Forward = (
  upstream: string,
  body: string,
  outgoing: ServerResponse,
  incoming: IncomingMessage,
) => Promise<void>;

async function serve(upstream: () => string, forward: Forward): Promise<TestGateway> {
  const server = createServer((incoming, outgoing) => {
    void readBody(incoming)
      .then((body) => forward(`${upstream()}/chat/completions`, body, outgoing, incoming))
      .catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of incoming) body += String(piece);
  return body;
}

function ask(url: string, body: string): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

/** Hands everything on as it is: the least that a gateway can do, and all that is asked of one. */
const passOn: Forward = async (url, body, outgoing) => {
  const response = await ask(url, body);
  const headers = ['content-type', 'retry-after', 'x-request-id'].flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  outgoing.writeHead(response.status, Object.fromEntries(headers));
  outgoing.flushHeaders();
  try {
    for await (const bytes of response.body ?? []) outgoing.write(bytes);
    outgoing.end();
  } catch {
    // What was written must leave before the reset takes it back.
    setTimeout(() => outgoing.socket?.resetAndDestroy(), 20);
  }
};

const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;

const REASONS = new Set(['stop', 'length', 'tool_calls', 'content_filter']);

/** Every mistake of the common ones: text matched for statuses, a default for what is missing, failures swallowed. */
const muddle: Forward = async (url, body, outgoing) => {
  const asked: { stream?: boolean } = JSON.parse(body);
  const response = await ask(url, body).catch(() => null);
  const text = (await response?.text().catch(() => '')) ?? '';
  if (response === null || !response.ok) {
    const status = text.includes('503') ? 503 : 500;
    outgoing.writeHead(status, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify({ error: { message: 'The upstream call failed.', type: 'api_error' } }));
    return;
  }
  const chunks = asked.stream === true ? text.split('\n').flatMap(readData) : [parse(text)];
  const choices = chunks.map((chunk) => chunk?.choices?.[0]);
  const content = choices.map((choice) => (choice?.delta ?? choice?.message)?.content ?? '').join('');
  const word = choices
    .map((choice) => choice?.finish_reason)
    .findLast((reason) => typeof reason === 'string');
  const finish = word !== undefined && REASONS.has(word) ? word : 'stop';
  const usage = chunks.findLast((chunk) => chunk?.usage)?.usage ?? { prompt_tokens: 0, completion_tokens: 0 };
  const whole = word === undefined ? '' : content;
  if (asked.stream === true) {
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
    outgoing.write(
      event({ id: 'gw-1', choices: [{ index: 0, delta: { content: whole }, finish_reason: null }] }),
    );
    outgoing.write(event({ id: 'gw-1', choices: [{ index: 0, delta: {}, finish_reason: finish }] }));
    outgoing.end(`${event({ id: 'gw-1', choices: [], usage })}data: [DONE]\n\n`);
    return;
  }
  outgoing.writeHead(200, { 'content-type': 'application/json' });
  const message = { role: 'assistant', content: whole };
  outgoing.end(
    JSON.stringify({ id: 'gw-1', choices: [{ index: 0, message, finish_reason: finish }], usage }),
  );
};

interface Chunk {
  readonly choices?: readonly {
    readonly delta?: { readonly content?: string | null };
    readonly message?: { readonly content?: string | null };
    readonly finish_reason?: string | null;
  }[];
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | null;
}

function parse(text: string): Chunk | null {
  try {
    const chunk: Chunk | null = JSON.parse(text);
    return chunk;
  } catch {
    return null;
  }
}

function readData(line: string): readonly (Chunk | null)[] {
  return line.startsWith('data: {') ? [parse(line.slice('data: '.length))] : [];
}

/** Takes whoever has its key, and hands everything on. */
const guard: Forward = async (url, body, outgoing, incoming) => {
  if (incoming.headers['x-gateway-key'] === GATEWAY_KEY) return passOn(url, body, outgoing, incoming);
  const given = String(incoming.headers['x-gateway-key'] ?? 'none');
  outgoing.writeHead(401, { 'content-type': 'application/json', 'x-echo': `key ${given}` });
  outgoing.end(JSON.stringify({ error: { message: `Invalid key ${given}`, type: 'auth_error' } }));
};

/** Knows no streams: whatever is asked for comes in one body. */
const wholeOnly: Forward = async (url, body, outgoing, incoming) => {
  if (!body.includes('"stream":true')) return passOn(url, body, outgoing, incoming);
  const chunks = (await (await ask(url, body)).text()).split('\n').flatMap(readData);
  const content = chunks.map((chunk) => chunk?.choices?.[0]?.delta?.content ?? '').join('');
  const message = { role: 'assistant', content };
  outgoing.writeHead(200, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify({ id: 'gw-1', choices: [{ index: 0, message, finish_reason: 'stop' }] }));
};

/** Refuses streams in its own words. */
const noStreams: Forward = async (url, body, outgoing, incoming) => {
  if (!body.includes('"stream":true')) return passOn(url, body, outgoing, incoming);
  outgoing.writeHead(501, { 'content-type': 'text/plain', 'set-cookie': 'session=hidden' });
  outgoing.end('streams are not served here');
};

/** Gives its first answer to everybody. */
function remember(): Forward {
  let first: Promise<string> | null = null;
  return async (url, body, outgoing) => {
    first ??= ask(url, body).then((response) => response.text());
    outgoing.writeHead(200, { 'content-type': 'application/json' });
    outgoing.end(await first);
  };
}

/** One address that is naive until somebody mends it. */
export const openMendableGateway = (upstream: () => string, isMended: () => boolean): Promise<TestGateway> =>
  serve(upstream, (...call) => (isMended() ? passOn(...call) : muddle(...call)));

export const GATEWAY_KEY = 'key-of-the-gateway';
export const openGuardedGateway = (upstream: () => string): Promise<TestGateway> => serve(upstream, guard);
export const openWholeGateway = (upstream: () => string): Promise<TestGateway> => serve(upstream, wholeOnly);
export const openStreamlessGateway = (upstream: () => string): Promise<TestGateway> =>
  serve(upstream, noStreams);
export const openCachingGateway = (upstream: () => string): Promise<TestGateway> =>
  serve(upstream, remember());

export const openNaiveGateway = (upstream: () => string): Promise<TestGateway> => serve(upstream, muddle);
export const openFaithfulGateway = (upstream: () => string): Promise<TestGateway> => serve(upstream, passOn);
