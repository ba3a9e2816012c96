import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SPELLINGS, readingsOf, type Pick } from '../config/spellings.ts';
import { chunkFrame, eventFrame, exceptionFrame, frame } from '../providers/frames.ts';
import { listen, type Loopback } from '../transport/loopback.ts';
import { runMany } from '../e2e/run-many.ts';
import { BEDROCK, CONFIG, SMALL, VLLM, WATSONX, writeProject } from '../e2e/small-project.ts';

/** A stream of numbers that a seed decides. */
function picker(seed: number): Pick {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Keys as people have them, with what is spelled in many ways in some of them. */
function makeSecrets(pick: Pick) {
  const word = (length: number, alphabet: string): string =>
    Array.from({ length }, () => alphabet[pick(alphabet.length)]).join('');
  const plain = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  const odd = `${plain}+/+/=_-.&<'%~`;
  return {
    TEST_VLLM_TOKEN: `k${word(24, odd)}z`,
    TEST_AWS_KEY: `AKID${word(16, plain)}`,
    TEST_AWS_SECRET: `w${word(38, odd)}q`,
    TEST_AWS_SESSION: `s${word(90, odd)}t`,
    TEST_IBM_KEY: `i${word(40, odd)}m`,
    proxyUser: `u${word(10, plain)}`,
    proxyPassword: `p${word(18, odd)}w`,
    fetched: `f${word(60, odd)}d`,
  };
}

type Answer = (
  response: ServerResponse,
  path: string,
  asked: { readonly body: string; readonly key: string },
) => void;

/** What a server says that puts whatever it was given into every place that it has. */
function hostileServer(secrets: Readonly<Record<string, string>>, pick: Pick): Answer {
  const values = Object.values(secrets);
  const spells = Object.values(SPELLINGS);
  let isFetched = false;
  /** Nobody can keep to himself what he was told before it was his. */
  const secret = (): string => {
    const value = values[pick(values.length)] ?? '';
    return value === secrets['fetched'] && !isFetched ? (values[0] ?? '') : value;
  };
  const spelled = (): string => (spells[pick(spells.length)] ?? String)(secret(), pick);
  const sentence = (): string => `Here: ${spelled()} and "${spelled()}".`;
  /** Of a header, which holds no line break and no more than latin1. */
  const token = (): string => spelled().replaceAll(/[^\x20-\x7e]/g, '');
  const name = (): string => `x-${token().replaceAll(/[^\w-]/g, '')}`.slice(0, 120);

  const headers = (type: string): Record<string, string> => ({
    'content-type': type,
    'x-request-id': token(),
    'x-amzn-requestid': token(),
    'x-global-transaction-id': token(),
    'set-cookie': `session=${token()}`,
    server: token(),
    'retry-after': '0',
    trailer: 'x-after',
    [name()]: token(),
  });

  const message = (): object => ({
    role: 'assistant',
    content:
      pick(2) === 0
        ? sentence()
        : JSON.stringify({ kind: sentence(), [secret()]: sentence(), notes: [spelled()] }),
    reasoning_content: sentence(),
    tool_calls:
      pick(3) > 0
        ? []
        : [
            {
              id: token(),
              type: 'function',
              function: {
                name: spelled(),
                arguments: JSON.stringify({ orderId: sentence(), [secret()]: 1 }),
              },
            },
          ],
  });
  const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
  const finish = (): string => (pick(3) === 0 ? spelled() : 'stop');
  const chat = (): object => ({
    id: token(),
    model: spelled(),
    [secret()]: spelled(),
    choices: [{ index: 0, message: message(), finish_reason: finish(), stop_reason: spelled() }],
    usage,
  });
  const envelope = (): object => {
    const text = sentence();
    const forms = [
      { error: { message: text, type: spelled(), code: spelled(), param: spelled() }, [secret()]: 1 },
      {
        errors: [{ code: spelled(), message: text, more_info: spelled() }],
        trace: token(),
        status_code: 400,
      },
      { __type: `com.amazon#${spelled()}`, message: text, Message: spelled() },
      { detail: [{ loc: ['body', spelled()], msg: text, input: secret() }] },
    ];
    return forms[pick(forms.length)] ?? {};
  };

  const sse = (): string => {
    const whole = sentence();
    // Also in pieces, each of which is no secret.
    const size = pick(2) === 0 ? whole.length : 1 + pick(7);
    const pieces = whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    const event = (delta: object, reason: string | null): string =>
      `id: ${token()}\nevent: message\n: ${token()}\ndata: ${JSON.stringify({ id: token(), model: spelled(), choices: [{ index: 0, delta, finish_reason: reason }], system_fingerprint: spelled() })}\n\n`;
    const error = pick(4) === 0 ? `event: error\ndata: ${JSON.stringify(envelope())}\n\n` : '';
    const junk = pick(6) === 0 ? `data: {"broken ${spelled().replaceAll(/[\r\n]/g, '')}\n\n` : '';
    return [
      ...pieces.map((content) => event({ content }, null)),
      junk,
      error,
      event({}, finish()),
      `data: ${JSON.stringify({ id: token(), choices: [], usage })}\n\n`,
      'data: [DONE]\n\n',
    ].join('');
  };

  const converse = (): object => ({
    output: {
      message: {
        role: 'assistant',
        content: [{ text: sentence() }, { reasoningContent: { reasoningText: { text: sentence() } } }],
      },
    },
    stopReason: finish() === 'stop' ? 'end_turn' : spelled(),
    usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
    metrics: { latencyMs: 1 },
    trace: { [secret()]: spelled() },
  });
  const llama = (): object => ({
    generation: sentence(),
    prompt_token_count: 1,
    generation_token_count: 2,
    stop_reason: finish(),
  });
  const frames = (path: string): Uint8Array => {
    const foreign = frame(
      { ':event-type': token(), ':message-type': 'event', [name()]: token() },
      JSON.stringify({ a: spelled() }),
    );
    const failure = pick(4) === 0 ? [exceptionFrame('throttlingException', JSON.stringify(envelope()))] : [];
    if (path.includes('/invoke')) {
      return Buffer.concat([
        foreign,
        chunkFrame(llama()),
        chunkFrame({ ...llama(), generation: '' }),
        ...failure,
      ]);
    }
    return Buffer.concat([
      eventFrame('messageStart', { role: 'assistant', p: spelled() }),
      ...(sentence().match(/[^]{1,9}/g) ?? []).map((text) =>
        eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text }, p: token() }),
      ),
      foreign,
      ...failure,
      eventFrame('contentBlockStop', { contentBlockIndex: 0 }),
      eventFrame('messageStop', {
        stopReason: 'end_turn',
        additionalModelResponseFields: { [secret()]: spelled() },
      }),
      eventFrame('metadata', {
        usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
        metrics: { latencyMs: 1 },
      }),
    ]);
  };

  return (response, path, { body, key }) => {
    isFetched ||= key === `Bearer ${secrets['fetched']}`;
    if (path.endsWith('/identity/token')) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ access_token: secrets['fetched'], refresh_token: 'r', expires_in: 3600 }),
      );
      return;
    }
    const bodyType = pick(8) === 0 ? 'application/octet-stream' : 'application/json';
    const send = (status: number, type: string, bytes: string | Uint8Array): void => {
      response.writeHead(status, headers(type));
      const at = pick(Math.max(1, bytes.length));
      response.write(bytes.slice(0, at));
      response.addTrailers({ 'x-after': token() });
      // Two writes, so that a secret may be cut anywhere between two chunks.
      setImmediate(() => response.end(bytes.slice(at)));
    };
    if (pick(4) === 0) {
      const status = [400, 401, 403, 404, 413, 422, 500, 503][pick(8)] ?? 400;
      if (pick(3) === 0) return send(status, 'text/html', `<h1>${spelled()}</h1><p>${sentence()}</p>`);
      return send(status, bodyType, JSON.stringify(envelope()));
    }
    if (/converse-stream|with-response-stream/.test(path)) {
      return send(200, 'application/vnd.amazon.eventstream', frames(path));
    }
    if (path.endsWith('/converse')) return send(200, bodyType, JSON.stringify(converse()));
    if (path.endsWith('/invoke')) return send(200, bodyType, JSON.stringify(llama()));
    if (path.includes('chat_stream') || body.includes('"stream":true'))
      return send(200, 'text/event-stream', sse());
    send(200, bodyType, JSON.stringify(chat()));
  };
}

/** A server that is its own proxy: requests come with the whole URL, and with the proxy's password. */
async function serve(answer: Answer): Promise<Loopback> {
  return listen(
    createServer((request: IncomingMessage, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const key = request.headers.authorization ?? '';
        answer(response, pathname, { body: Buffer.concat(chunks).toString('utf8'), key });
      });
    }),
  );
}

async function project(url: string): Promise<string> {
  const aws = { ...BEDROCK.credentials, sessionToken: 'TEST_AWS_SESSION' };
  return writeProject({
    ...SMALL,
    'llama-contract.config.yaml': {
      ...CONFIG,
      source: 'live',
      network: { proxy: '${TEST_PROXY}' },
      defaults: {
        deadlines: { headersMs: 5000, firstOutputMs: 5000, idleMs: 5000, totalMs: 8000, exchangeMs: 9000 },
        maxRetries: 1,
      },
      targets: [
        { ...VLLM, baseUrl: url },
        { ...WATSONX, baseUrl: url, settings: { ...WATSONX.settings, iam_url: url } },
        { ...BEDROCK, baseUrl: url, credentials: aws },
        { ...BEDROCK, id: 'native', wire: 'invoke-llama', baseUrl: url, credentials: aws },
      ],
    },
  });
}

async function filesUnder(
  folder: string,
): Promise<readonly { readonly name: string; readonly bytes: Buffer }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (name) => ({ name, bytes: await readFile(name) })));
}

/** Every line of a text in which somebody can read one of the secrets. */
function leaks(name: string, text: string, secrets: readonly string[]): readonly string[] {
  return text.split('\n').flatMap((line, at) => {
    const found = readingsOf(line).find((reading) => secrets.some((secret) => reading.includes(secret)));
    if (found === undefined) return [];
    const secret = secrets.find((each) => found.includes(each)) ?? '';
    return [
      `${name}:${at + 1}: ${secret} in ${found.slice(Math.max(0, found.indexOf(secret) - 60), found.indexOf(secret) + secret.length + 20)}`,
    ];
  });
}

describe.each([1, 2, 3])(
  'a server that says every secret back in every place and spelling, seed %i',
  (seed) => {
    it('gets none of them into the run, the reports, the outputs or what is shown of an exchange', async () => {
      const pick = picker(seed * 7919);
      const secrets = makeSecrets(pick);
      await using server = await serve(hostileServer(secrets, pick));
      const url = `http://127.0.0.1:${server.port}`;
      const cwd = await project(url);
      const proxy = new URL(url);
      proxy.username = secrets.proxyUser;
      proxy.password = encodeURIComponent(secrets.proxyPassword);
      const { proxyUser: _user, proxyPassword: _password, fetched: _fetched, ...variables } = secrets;
      const env = { ...variables, TEST_PROXY: proxy.href };
      const args = [
        'verify',
        '--repeat',
        '4',
        '--out',
        'out',
        '--reporter',
        'console',
        'json',
        'markdown',
        'junit',
      ];
      const [ran] = await runMany([{ args, cwd }], env);
      expect(ran?.code, ran?.stderr).toBe(1);
      const files = await filesUnder(join(cwd, 'out'));
      const run = /^run (\S+)/m.exec(ran?.stderr ?? '')?.[1] ?? '';
      const shown = await runMany(
        [
          'vllm/plain-word/send/1',
          'vllm/json-note/stream/2',
          'native/plain-word/stream/1',
          'bedrock/plain-word/stream/1',
        ].flatMap((id) =>
          [[], ['--json'], ['--curl']].map((more) => ({
            args: ['show', id, '--out', 'out', '--run', run, ...more],
            cwd,
            env,
          })),
        ),
      );
      const values = Object.values(secrets);
      const texts = [
        ...files.flatMap(({ name, bytes }) => [
          [name, bytes.toString('utf8')] as const,
          [name, bytes.toString('latin1')] as const,
        ]),
        ...[ran, ...shown].flatMap((ended, at) => [
          [`stdout ${at}`, ended?.stdout ?? ''] as const,
          [`stderr ${at}`, ended?.stderr ?? ''] as const,
        ]),
      ];
      expect(texts.flatMap(([name, text]) => leaks(name, text, values))).toEqual([]);
      const lines = files.find(({ name }) => name.endsWith('exchanges.jsonl'))?.bytes.toString('utf8') ?? '';
      expect(lines.trimEnd().split('\n')).toHaveLength(4 * 3 * 2 * 4);
      expect(lines).toContain('***');
    });
  },
);
