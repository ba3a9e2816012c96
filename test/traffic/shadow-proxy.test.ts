import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { BEDROCK, VLLM } from '../e2e/small-project.ts';
import { HELLO, TARGET_KEY, ask, completion, event, openProxy, openUpstream } from './proxy-stage.ts';

const answer = {
  id: 'x',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
};

async function textOf(incoming: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of incoming) text += String(piece);
  return text;
}

const clientOf = (url: string) => new OpenAI({ apiKey: 'key-of-the-client', baseURL: url, maxRetries: 0 });

describe('a proxy before a server that reads the same form', () => {
  it('hands on the bytes with its own model and key, and nothing that says who asks', async () => {
    const heard: { headers: IncomingMessage['headers']; body: string }[] = [];
    await using upstream = await openUpstream('old', (incoming, outgoing) => {
      void textOf(incoming).then((body) => {
        heard.push({ headers: incoming.headers, body });
        outgoing.writeHead(200, {
          'content-type': 'application/json',
          'set-cookie': 'a=b',
          'x-request-id': 'up-1',
        });
        outgoing.end(JSON.stringify(answer));
      });
    });
    await using stage = await openProxy({ targets: [upstream.target, VLLM], source: 'live' });
    const headers = {
      authorization: 'Bearer key-of-the-client',
      cookie: 'session=1',
      'x-api-key': 'k',
      'x-forwarded-for': '10.0.0.1',
      'idempotency-key': 'mine-1',
    };
    const response = await ask(`${stage.proxy.url}/v1/chat/completions`, { ...HELLO, top_k: 3 }, { headers });
    expect(await response.text()).toBe(JSON.stringify(answer));
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('x-request-id')).toBe('up-1');
    expect(response.headers.get('x-llama-contract-arm')).toBe('baseline');
    const [first] = heard;
    expect(JSON.parse(first?.body ?? '')).toEqual({
      ...HELLO,
      top_k: 3,
      model: 'meta-llama/Llama-4-Scout-17B-16E-Instruct',
    });
    expect(first?.headers).toMatchObject({
      authorization: `Bearer ${TARGET_KEY}`,
      'idempotency-key': 'mine-1',
    });
    expect(JSON.stringify(first?.headers)).not.toMatch(/key-of-the-client|session=1|10\.0\.0\.1|x-api-key/);
    expect(await stage.servedAll(1)).toMatchObject([
      { id: 'mine-1', end: 'whole', finish: 'stop', attempts: 1 },
    ]);
  });

  it.each([
    ['reset in its middle', (_end: () => void, reset: () => void) => reset()],
    ['ended without a finish reason', (end: () => void) => end()],
  ])('lets no stream end well that was %s', async (_name, stop) => {
    await using upstream = await openUpstream('old', (_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      outgoing.write(event({ content: 'He' }), () => {
        setImmediate(() =>
          stop(
            () => outgoing.end(),
            () => outgoing.socket?.destroy(),
          ),
        );
      });
    });
    await using stage = await openProxy({ targets: [upstream.target, VLLM], source: 'live' });
    const response = await ask(`${stage.proxy.url}/v1/chat/completions`, { ...HELLO, stream: true });
    const pieces: string[] = [];
    const read = async () => {
      for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) pieces.push(piece);
    };
    await expect(read()).rejects.toThrow('terminated');
    expect(pieces.join('')).toMatch(
      /"content":"He".*\n\ndata: \{"error":\{.*"code":"stream_interrupted"\}\}\n\n$/s,
    );
    expect(await stage.servedAll(1)).toMatchObject([
      { end: 'broken', error: 'stream_interrupted', status: 200 },
    ]);
  });

  it('answers with an error where a body of 200 is one, or no answer', async () => {
    const bodies = [
      '{"error":{"message":"CUDA out of memory","code":500}}',
      '{"choices":[{"message":{"content":"H',
      '',
    ];
    await using upstream = await openUpstream('old', (_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/json' });
      outgoing.end(bodies.shift());
    });
    await using stage = await openProxy({
      targets: [upstream.target, VLLM],
      source: 'live',
      traffic: { attempts: 1 },
    });
    for (let left = bodies.length; left > 0; left -= 1) {
      const response = await ask(`${stage.proxy.url}/v1/chat/completions`, HELLO);
      expect(response.status).toBeGreaterThanOrEqual(500);
      expect(await response.json()).toMatchObject({ error: { type: 'server_error' } });
    }
  });

  it('asks the fallback before the first byte, and never after it', async () => {
    let asked = 0;
    await using upstream = await openUpstream('old', (_incoming, outgoing) => {
      asked += 1;
      if (asked === 1) {
        outgoing.writeHead(503, { 'content-type': 'application/json', 'retry-after': '30' });
        outgoing.end('{"error":{"message":"overloaded"}}');
        return;
      }
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      outgoing.write(event({ content: 'He' }), () => outgoing.socket?.destroy());
    });
    await using spare = await openUpstream('spare', (_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify(answer));
    });
    await using stage = await openProxy({ targets: [upstream.target, VLLM, spare.target], source: 'live' });
    const url = `${stage.proxy.url}/v1/chat/completions`;
    const saved = await ask(url, HELLO);
    expect(saved.headers.get('x-llama-contract-target')).toBe('spare');
    expect(await saved.json()).toEqual(answer);
    const broken = await ask(url, { ...HELLO, stream: true });
    await expect(broken.text()).rejects.toThrow('terminated');
    expect(await stage.servedAll(2)).toMatchObject([
      { target: 'spare', attempts: 2, end: 'whole' },
      { target: 'old', attempts: 1, end: 'broken' },
    ]);
  });

  it('asks no fallback that cannot hold the request, and says of it what was decided', async () => {
    await using upstream = await openUpstream('old', (_incoming, outgoing) => {
      outgoing.writeHead(503, { 'content-type': 'application/json' }).end('{"error":{"message":"full"}}');
    });
    let asked = 0;
    await using spare = await openUpstream('spare', (_incoming, outgoing) => {
      asked += 1;
      outgoing.writeHead(400, { 'content-type': 'application/json' }).end('{"error":{"message":"bad"}}');
    });
    await using stage = await openProxy({ targets: [upstream.target, VLLM, spare.target], source: 'live' });
    const lastReason = async (more: object) => {
      const response = await ask(`${stage.proxy.url}/v1/chat/completions`, { ...HELLO, ...more });
      const { headers } = response;
      expect([response.status, headers.get('x-llama-contract-target')]).toEqual([503, 'old']);
      expect(await response.json()).toMatchObject({ error: { code: 'overloaded' } });
      return headers.get('x-llama-contract-reasons')?.split('; ').at(-1);
    };
    expect(await lastReason({ max_tokens: 2000 })).toBe(
      'the fallback was not asked: 2000 output tokens, and it gives 1024',
    );
    const long = [{ role: 'user', content: 'word '.repeat(120_000) }];
    expect(await lastReason({ messages: long, max_tokens: 1000 })).toBe(
      'the fallback was not asked: about 151006 tokens, and its context holds 128000',
    );
    expect(asked).toBe(0);
    // What it refuses too, the client hears of from the arm that is its own.
    expect(await lastReason({ max_tokens: 1000 })).toBe('the fallback was asked after overloaded');
    expect(asked).toBe(1);
    const served = await stage.servedAll(3);
    expect(served.map(({ attempts }) => attempts)).toEqual([1, 1, 2]);
    expect(served.at(-1)?.decision.reasons.at(-1)).toBe('the fallback was asked after overloaded');
  });

  it('hangs up on the server when its client leaves, and reads no faster than its client', async () => {
    const left = Promise.withResolvers<void>();
    let written = 0;
    await using upstream = await openUpstream('old', (_incoming, outgoing) => {
      outgoing.on('close', () => left.resolve());
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      const more = event({ content: 'x'.repeat(60_000) });
      const fill = (): void => {
        while (!outgoing.destroyed && written < 200_000_000) {
          written += more.length;
          if (!outgoing.write(more)) return;
        }
      };
      outgoing.on('drain', fill);
      fill();
    });
    await using stage = await openProxy({
      targets: [{ ...upstream.target, guards: { maxResponseBytes: 1_000_000_000 } }, VLLM],
      source: 'live',
    });
    const socket = connect(Number(new URL(stage.proxy.url).port), '127.0.0.1');
    const body = JSON.stringify({ ...HELLO, stream: true });
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    await once(socket, 'readable');
    // What is on its way comes to rest, for nobody reads it.
    for (let before = -1; before !== written;) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(written).toBeLessThan(60_000_000);
    socket.destroy();
    await left.promise;
    expect(await stage.servedAll(1)).toMatchObject([{ end: 'left' }]);
  });
});

describe('a proxy', () => {
  it.each([
    ['as it came', HELLO],
    ['through an adapter', { ...HELLO, max_completion_tokens: 9 }],
  ])('hands on no credential of the target that its answer repeats %s, whole or cut', async (_how, asked) => {
    await using upstream = await openUpstream('old', (incoming, outgoing) => {
      const { authorization = '' } = incoming.headers;
      const begin = event({ content: 'Hi' });
      const text = event({ content: authorization });
      const cut = text.indexOf(TARGET_KEY) + TARGET_KEY.length - 1;
      void textOf(incoming).then((heard) => {
        if (!heard.includes('"stream":true')) {
          outgoing.writeHead(200, { 'content-type': 'application/json' });
          return outgoing.end(completion(authorization));
        }
        outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
        outgoing.write(`${begin}${text.slice(0, cut)}`, () => {
          setImmediate(() => outgoing.end(`${text.slice(cut)}${event({}, 'stop')}data: [DONE]\n\n`));
        });
        return outgoing;
      });
    });
    await using stage = await openProxy({ targets: [upstream.target, VLLM], source: 'live' });
    const url = `${stage.proxy.url}/v1/chat/completions`;
    const whole = await ask(url, asked);
    expect([whole.status, (await whole.text()).includes(TARGET_KEY)]).toEqual([502, false]);
    const stream = await ask(url, { ...asked, stream: true });
    const pieces: string[] = [];
    const decoder = new TextDecoder();
    try {
      for await (const piece of stream.body ?? []) pieces.push(decoder.decode(piece, { stream: true }));
    } catch {
      // What is no whole answer ends in its middle.
    }
    expect(pieces.join('')).toContain('Hi');
    expect(pieces.join('')).not.toContain(TARGET_KEY.slice(0, 4));
    expect(stage.served.map(({ end, error }) => [end, error])).toEqual([
      ['refused', 'malformed_response'],
      ['broken', 'malformed_response'],
    ]);
  });

  it('takes no request that is too large, no text of a browser, no model that it does not know, and no key but its own', async () => {
    await using stage = await openProxy({
      targets: [VLLM, BEDROCK],
      source: 'simulate',
      env: { PROXY_KEY: 'right' },
      keyEnv: 'PROXY_KEY',
    });
    const url = `${stage.proxy.url}/v1/chat/completions`;
    const headers = { authorization: 'Bearer right' };
    const status = async (
      body: object,
      more: { readonly headers?: Readonly<Record<string, string>> } = { headers },
    ) => (await ask(url, body, more)).status;
    expect(await status(HELLO)).toBe(200);
    expect(await status(HELLO, {})).toBe(401);
    expect(await status(HELLO, { headers: { ...headers, 'content-type': 'text/plain' } })).toBe(415);
    for (const charset of ['utf-16', '"UTF-16LE"', 'ucs-2']) {
      const type = `application/json; charset=${charset}`;
      expect(await status(HELLO, { headers: { ...headers, 'content-type': type } })).toBe(415);
    }
    const latin = { ...headers, 'content-type': 'application/json; charset=iso-8859-1' };
    expect(await status(HELLO, { headers: latin })).toBe(200);
    expect(await status({ ...HELLO, model: 'gpt-5' })).toBe(404);
    expect(await status({ ...HELLO, user: 'x'.repeat(1024 * 1024) })).toBe(413);
    expect(await status({ ...HELLO, messages: 7 })).toBe(400);
    expect(stage.served).toHaveLength(3);
    const broken = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } };
    expect((await fetch(url, { ...broken, body: '{"model":' })).status).toBe(400);
    expect((await fetch(url, { ...broken, body: '' })).status).toBe(400);
    expect((await fetch(url, { headers })).status).toBe(405);
    expect((await fetch(`${url}/${'x'.repeat(900)}?key=none`, broken)).status).toBe(404);
    expect(stage.refused.map(({ status: sent, reason }) => [sent, reason])).toEqual([
      [401, 'invalid_api_key'],
      [415, 'unsupported_media_type'],
      ...Array.from({ length: 3 }, () => [415, 'unsupported_charset']),
      [404, 'model_not_found'],
      [413, 'payload_too_large'],
      [400, 'invalid_request'],
      [400, 'invalid_request'],
      [405, 'method_not_allowed'],
      [404, 'not_found'],
    ]);
    expect(stage.refused.at(-1)?.path).toHaveLength(200);
    await fetch(`${stage.proxy.url}/http://ada:s3cret@host/v1`, { headers });
    expect(stage.refused.at(-1)?.path).toMatch(/^\/http:\/\/ada:[^s]+@host\/v1$/);
    const metrics = await (await fetch(`${stage.proxy.url}/metrics`)).text();
    expect(metrics).toContain('llama_contract_proxy_refusals_total{reason="invalid_request"} 2');
  });

  it('ends what it serves before it stops, and takes nothing new', async () => {
    const asked = Promise.withResolvers<() => void>();
    await using upstream = await openUpstream('old', (_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      outgoing.write(event({ content: 'Hi' }));
      asked.resolve(() => outgoing.end(`${event({}, 'stop')}data: [DONE]\n\n`));
    });
    const stage = await openProxy({ targets: [upstream.target, VLLM], source: 'live' });
    const client = clientOf(`${stage.proxy.url}/v1/llama`);
    const stream = await client.chat.completions.create({
      ...HELLO,
      messages: [...HELLO.messages],
      stream: true,
    });
    const finish = await asked.promise;
    const stopped = stage.proxy.close();
    await expect(fetch(`${stage.proxy.url}/healthz`)).rejects.toThrow('fetch failed');
    finish();
    const pieces: string[] = [];
    for await (const chunk of stream) pieces.push(chunk.choices[0]?.delta.content ?? '');
    expect(pieces.join('')).toBe('Hi');
    await stopped;
    expect(stage.served).toMatchObject([{ end: 'whole' }]);
  });
});
