import { describe, expect, it } from 'vitest';
import { readHeaders } from '../../src/config/secrets/read-headers.ts';
import { loadText, problemsOf, sound, withTarget } from './tables.ts';

/** A sound configuration whose one target has these headers. */
function withHeaders(headers: string, credentials = 'none', baseUrl = 'https://gateway'): string {
  return withTarget(
    'id: one',
    'provider: openai-compatible',
    'server: vllm',
    `baseUrl: ${baseUrl}`,
    'model: scout',
    `credentials: ${credentials}`,
    `headers: ${headers}`,
  );
}

const PORTKEY = '{ X-Portkey-Api-Key: { env: PORTKEY_API_KEY }, x-portkey-provider: openai }';

it('headers are kept by lower-case name, and a secret by the name of its variable', async () => {
  const { catalog } = await loadText(withHeaders(PORTKEY));
  expect(catalog.targets[0]?.headers).toEqual({
    'x-portkey-api-key': { env: 'PORTKEY_API_KEY' },
    'x-portkey-provider': 'openai',
  });
});

it('a target that names none has none', async () => {
  const { catalog } = await loadText(sound());
  expect(catalog.targets[0]?.headers).toEqual({});
});

it('the hash of a configuration knows headers, and of a secret the name', async () => {
  const hashes = await Promise.all(
    ['{}', PORTKEY, PORTKEY.replace('openai', 'bedrock'), PORTKEY.replace('PORTKEY_API_KEY', 'OTHER')].map(
      async (headers) => (await loadText(withHeaders(headers))).catalog.hash,
    ),
  );
  expect(new Set(hashes).size).toBe(4);
});

function named(says: RegExp, ...names: readonly string[]): (readonly [string, RegExp])[] {
  return names.map((name) => [name, says]);
}

describe('a header is refused', () => {
  const CONNECTION = /belongs to the connection/;
  const WIRE = /is the wire's own/;
  it.each([
    ...named(CONNECTION, 'Host', 'content-length', 'Transfer-Encoding', 'connection', 'keep-alive', 'te'),
    ...named(CONNECTION, 'trailer', 'upgrade', 'proxy-connection', 'proxy-authenticate', 'expect'),
    ...named(CONNECTION, 'http2-settings'),
    ...named(WIRE, 'accept', 'Accept-Encoding', 'content-type', 'content-encoding', 'User-Agent'),
    ...named(WIRE, 'amz-sdk-request', 'x-stainless-lang'),
    ...named(/is part of the signature/, 'x-amz-date', 'X-Amz-Security-Token', 'x-amz-content-sha256'),
    ...named(/is made of credentials:/, 'Authorization'),
    ...named(/is made of the user and password of network\.proxy/, 'proxy-authorization'),
    ...named(/is no name of a header/, 'two words', ''),
  ])('by its name: %j', async (name, says) => {
    const [problem, ...others] = await problemsOf(withHeaders(`{ ${JSON.stringify(name)}: { env: KEY } }`));
    expect(others).toEqual([]);
    expect(problem?.message).toMatch(says);
    expect(problem?.line).not.toBeNull();
  });

  it('that is there twice, in other letters', async () => {
    const [problem] = await problemsOf(withHeaders('{ X-One: a, x-one: b }'));
    expect(problem?.message).toContain('the header "x-one" is there twice');
  });

  it.each(['"a\\nb"', '" a"', '"a "', '"\\u00e9"', '"a\\u0000"'])('by its value: %s', async (value) => {
    const [problem] = await problemsOf(withHeaders(`{ x-one: ${value} }`));
    expect(problem?.message).toBe(
      'the value of the header "x-one" must be printable ASCII, without white space at an end',
    );
  });

  it('that is neither text nor the name of a variable', async () => {
    const [problem] = await problemsOf(withHeaders('{ x-one: [a] }'));
    expect(problem?.message).toContain('must be text, or { env: ENV_NAME } where it is a secret');
  });
});

describe('a literal value that looks like a secret is refused, and never shown', () => {
  it.each([
    ['x-portkey-api-key', 'hello'],
    ['x-portkey-virtual-key', 'open-1'],
    ['helicone-auth', 'pk-hello'],
    ['cf-aig-authorization', 'hello'],
    ['x-access-token', 'hello'],
    ['cookie', 'session=1'],
    ['x-one', 'Bearer hello'],
    ['x-one', 'Basic aGVsbG8='],
    ['x-one', 'sk-proj-abcdefghijklmnop1234'],
    ['x-one', 'key=nvapi-Zm9vYmFyYmF6cXV4MTIzNDU2'],
    ['x-one', 'Gx7pQ2mN9kLw4vRt8sYz3bHc6dJf'],
    ['x-one', '0123456789abcdef0123456789abcdef'],
  ])('%s: %s', async (name, value) => {
    const problems = await problemsOf(withHeaders(`{ ${name}: '${value}' }`));
    expect(problems.map(({ message }) => message)).toEqual(['this header looks like a secret']);
    expect(problems[0]?.mend).toContain('{ env: ITS_NAME }');
    expect(JSON.stringify(problems)).not.toContain(value);
  });

  it('also where the name of a variable should stand', async () => {
    const secret = 'sk-proj-abcdefghijklmnop1234';
    const problems = await problemsOf(withHeaders(`{ x-one: { env: ${secret} } }`));
    expect(problems.map(({ message }) => message)).toEqual([
      'a secret stands here in place of the name of an environment variable',
    ]);
    expect(JSON.stringify(problems)).not.toContain(secret);
  });

  it.each([
    ['x-portkey-provider', 'openai'],
    ['http-referer', 'https://Example1.com/My/App'],
    ['x-title', 'Llama Contract 2'],
    ['cf-aig-metadata', '{"team":"Search 1","run":true}'],
    ['cf-aig-cache-key', 'none-of-2026'],
    ['x-litellm-model', 'meta-llama/Llama-4-Scout-17B-16E-Instruct'],
    ['x-run', '0f8fad5b-d9cb-469f-a165-70867728950e'],
  ])('but not %s: %s', async (name, value) => {
    expect(await problemsOf(withHeaders(`{ ${name}: '${value}' }`))).toEqual([]);
  });
});

it.each([
  [PORTKEY, ['credentials would travel over plain http']],
  ['{ x-portkey-provider: openai }', []],
])('a secret header over plain http is warned of, as credentials are: %s', async (headers, warned) => {
  const { warnings } = await loadText(withHeaders(headers, 'none', 'http://gateway'));
  expect(warnings.map(({ message }) => message)).toEqual(warned);
});

describe('the values of headers', () => {
  const sources = { 'x-key': { env: 'A_KEY' }, 'x-kind': 'plain' };

  it('are read from the environment, and are secrets', () => {
    expect(readHeaders(sources, { A_KEY: 'abc' }, 'target "one"')).toEqual({
      headers: { 'x-key': 'abc', 'x-kind': 'plain' },
      secrets: ['abc'],
    });
  });

  it.each([
    [{}, 'target "one": environment variable A_KEY is not set'],
    [
      { A_KEY: ' abc' },
      'target "one": environment variable A_KEY is not usable: white space at an end, or a line break',
    ],
    [
      { A_KEY: 'äbc' },
      'target "one": environment variable A_KEY must be printable ASCII, without white space at an end',
    ],
  ])('that cannot be sent are told by name alone: %j', (env, message) => {
    const read = readHeaders(sources, env, 'target "one"');
    expect('problem' in read && read.problem.message).toBe(message);
    expect(JSON.stringify(read)).not.toContain('bc"');
  });
});
