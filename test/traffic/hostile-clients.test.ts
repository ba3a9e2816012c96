import { once } from 'node:events';
import { request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BEDROCK, VLLM } from '../e2e/small-project.ts';
import { ask, completion, HELLO, openNamed, openProxy, openUpstream, TARGET_KEY } from './proxy-stage.ts';
import { openStage, openUpstream as openBoth, say } from './shadow-stage.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const event = (delta: object, index = 0, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'x', choices: [{ index, delta, finish_reason: finish }] })}\n\n`;

describe('an answer that is cut', () => {
  it('is no whole one because its finish reason stands before its text', async () => {
    await using upstream = await openUpstream('old', (_incoming, outgoing) => {
      outgoing.writeHead(200, JSON_TYPE);
      outgoing.end(
        '{"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Ha',
      );
    });
    await using stage = await openProxy({
      targets: [upstream.target, VLLM],
      source: 'live',
      traffic: { attempts: 1 },
    });
    expect((await ask(`${stage.proxy.url}/v1/chat/completions`, HELLO)).status).toBe(502);
  });

  it('is no whole one because one of its choices ended', async () => {
    await using upstream = await openUpstream('old', (_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      outgoing.end(event({ content: 'A' }) + event({ content: 'B' }, 1) + event({}, 0, 'stop'));
    });
    await using stage = await openProxy({ targets: [upstream.target, VLLM], source: 'live' });
    const response = await ask(`${stage.proxy.url}/v1/chat/completions`, { ...HELLO, n: 2, stream: true });
    await expect(response.text()).rejects.toThrow('terminated');
  });
});

it('what a server says of its account, or of our key, reaches no client', async () => {
  const owner = 'arn:aws:iam::123456789012:user/ada';
  const answers: ((outgoing: ServerResponse) => void)[] = [
    (outgoing) => {
      outgoing.writeHead(200, {
        ...JSON_TYPE,
        authorization: `Bearer ${TARGET_KEY}`,
        'openai-organization': 'org-ada',
        'x-owner': owner,
        'x-request-id': 'up-1',
        'x-ratelimit-remaining-requests': '7',
      });
      outgoing.end(completion('Hi'));
    },
    (outgoing) => {
      outgoing.writeHead(403, JSON_TYPE);
      outgoing.end(JSON.stringify({ error: { message: `${owner} may not ask with ${TARGET_KEY}` } }));
    },
  ];
  await using upstream = await openUpstream('old', (_incoming, outgoing) => answers.shift()?.(outgoing));
  await using stage = await openProxy({ targets: [upstream.target, VLLM], source: 'live' });
  const whole = await ask(`${stage.proxy.url}/v1/chat/completions`, HELLO);
  const headers = Object.fromEntries(whole.headers);
  expect(headers).toMatchObject({ 'x-request-id': 'up-1', 'x-ratelimit-remaining-requests': '7' });
  const refused = await ask(`${stage.proxy.url}/v1/chat/completions`, HELLO);
  expect(refused.status).toBe(502);
  const heard = JSON.stringify([headers, await refused.text()]);
  expect(heard).not.toMatch(/123456789012|org-ada|key-of-the-target/);
});

it('a request that waited for the answer to another, and whose client left, is asked for nobody', async () => {
  const asked = Promise.withResolvers<void>();
  await using upstream = await openUpstream('old', () => asked.resolve());
  await using stage = await openProxy({ targets: [upstream.target, VLLM], source: 'live' });
  const { hostname, port } = new URL(stage.proxy.url);
  const body = JSON.stringify(HELLO);
  const head =
    'POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nidempotency-key: k-1\r\n';
  const socket = connect(Number(port), hostname);
  // Both on one connection, so that both have come when the first is asked.
  socket.write(`${head}content-length: ${body.length}\r\n\r\n${body}`.repeat(2));
  await asked.promise;
  socket.destroy();
  expect((await stage.servedAll(2)).map(({ end }) => end)).toEqual(['left', 'left']);
});

it('a client that sends more than it may reads why, however much it sends', async () => {
  await using stage = await openProxy({ targets: [VLLM, BEDROCK], source: 'simulate' });
  const outgoing = request(`${stage.proxy.url}/v1/chat/completions`, { method: 'POST', headers: JSON_TYPE });
  const answered = once(outgoing, 'response');
  const piece = Buffer.alloc(256 * 1024, 'x');
  // Node tells of no more room once an answer came.
  for (let sent = 0; sent < 32; sent += 1)
    if (!outgoing.write(piece)) await Promise.race([once(outgoing, 'drain'), answered]);
  outgoing.end();
  const [response] = await answered;
  expect(response).toMatchObject({ statusCode: 413 });
});

it('a body that never ends is refused as soon as it is too large, and its connection ends in time', async () => {
  await using stage = await openProxy({
    targets: [VLLM, BEDROCK],
    source: 'simulate',
    limits: { bodyBytes: 1_000, headersMs: 100, requestMs: 400 },
  });
  const socket = connect(Number(new URL(stage.proxy.url).port), '127.0.0.1').on('error', () => {});
  const chunk = `400\r\n${'x'.repeat(0x400)}\r\n`;
  const head = 'host: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked';
  socket.write(`POST /v1/chat/completions HTTP/1.1\r\n${head}\r\n\r\n${chunk}`);
  const [first] = await once(socket, 'data');
  expect(String(first)).toMatch(/^HTTP\/1\.1 413 /);
  const sending = setInterval(() => socket.write(chunk), 20);
  onTestFinished(() => clearInterval(sending));
  await once(socket, 'close');
  expect(stage.refused).toMatchObject([{ status: 413, reason: 'payload_too_large' }]);
});

/** As its browser sends it once the page's own name leads to this machine. */
const post = async (url: string, headers: Readonly<Record<string, string>>): Promise<unknown> => {
  const outgoing = request(url, { method: 'POST', headers });
  outgoing.end(JSON.stringify(say('Hi')));
  const [response] = await once(outgoing, 'response');
  response.resume();
  return response.statusCode;
};

describe('a page in a browser', () => {
  const REBOUND = { ...JSON_TYPE, host: 'evil.example:8080', origin: 'http://evil.example:8080' };

  it('is not served by a name that was made to lead here, and whoever comes by a gateway is', async () => {
    await using old = await openNamed('old');
    await using stage = await openProxy({ targets: [old.target, VLLM], source: 'live' });
    const url = `${stage.proxy.url}/v1/chat/completions`;
    expect(await post(url, REBOUND)).toBe(403);
    expect(await post(url, { ...REBOUND, origin: 'https://app.example' })).toBe(200);
    expect(await post(url, { ...REBOUND, host: '127.0.0.1:8080', origin: 'http://127.0.0.1:8080' })).toBe(
      200,
    );
  });

  it('has nothing asked by a sink', async () => {
    const upstream = await openBoth();
    const stage = await openStage({ upstream });
    const url = `${stage.sink.url}/v1/chat/completions`;
    expect(await post(url, REBOUND)).toBe(202);
    expect(await post(url, { 'content-type': 'text/plain' })).toBe(202);
    expect(await post(url, { 'content-type': 'text/plain', expect: 'all' })).toBe(202);
    const { arrivals, dropped } = await stage.sink.close();
    upstream.close();
    expect([arrivals, dropped.unreadable, upstream.bodies]).toEqual([3, 3, []]);
  });
});
