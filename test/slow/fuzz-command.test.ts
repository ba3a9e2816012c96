import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runMany } from '../e2e/run-many.ts';

/** Arguments, the exit code, and what is said about it. */
const BAD: readonly (readonly [string, readonly string[], RegExp])[] = [
  [
    'a wire that is none',
    ['--wire', 'telex'],
    /there is no wire "telex"\n {2}mend: use one of: .*openai-chat/,
  ],
  ['a seed that is no number', ['--seed', 'seven'], /'--seed <n>' argument 'seven' is invalid/],
  ['a seed of more than 32 bits', ['--seed', '99999999999'], /It must be a whole number of 32 bits/],
  ['no runs at all', ['--runs', '0'], /It must be 1 or more/],
  ['a path without its seed', ['--path', 'total:1'], /--path needs the seed that was printed with it/],
  ['a path with runs', ['--seed', '1', '--path', 'total:1', '--runs', '9'], /--path is one case/],
  ['a path beyond all cases', ['--seed', '1', '--path', 'idempotent:1:99999'], /leads to no counterexample/],
  ['a path without end', ['--seed', '1', '--path', 'total:99999999999'], /leads to no counterexample/],
  ['a path that is none', ['--seed', '1', '--path', 'here'], /--path "here" leads to no counterexample/],
  ['a gateway that is no URL', ['--against', 'localhost:4000'], /--against "localhost:4000" is no URL/],
  ['a gateway and a wire', ['--against', 'http://a', '--wire', 'vllm'], /--wire does not go with it/],
  ['a port without a gateway', ['--upstream-port', '8080'], /--upstream-port are for --against/],
  [
    'a gateway with the path of a call',
    ['--against', 'http://a/v1/chat/completions'],
    /before \/chat\/completions, which is added\n {2}mend: write http:\/\/a\/v1/,
  ],
  ['a header without a gateway', ['--header', 'x-a: b'], /--header and --upstream-port are for --against/],
  ['a header that is none', ['--against', 'http://a', '--header', 'x-a'], /--header is no header/],
  [
    'a header that the wire makes',
    ['--against', 'http://a', '--header', 'Authorization: $KEY'],
    /--header "Authorization" is made of credentials:\n {2}mend: use --api-key-env NAME/,
  ],
  ['a header twice', ['--against', 'http://a', '--header', 'x-a: 1', '--header', 'X-A: 2'], /is there twice/],
  [
    'a secret header in plain sight',
    ['--against', 'http://a', '--header', 'x-api-key: hello-there'],
    /the value of --header "x-api-key" looks like a secret\n {2}mend: .*'x-api-key: \$ITS_NAME'/,
  ],
  [
    'a header whose variable is not there',
    ['--against', 'http://a', '--header', 'x-api-key: $NO_SUCH_KEY'],
    /--header: environment variable NO_SUCH_KEY is not set/,
  ],
  ['a key without a gateway', ['--api-key-env', 'NO_SUCH_KEY'], /are for --against/],
  [
    'a key that is not there',
    ['--against', 'http://a', '--api-key-env', 'NO_SUCH_KEY'],
    /NO_SUCH_KEY is not set/,
  ],
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fuzz-command-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('llama-contract fuzz', () => {
  it('says what is wrong with its flags, and exits 2', async () => {
    const ended = await runMany(BAD.map(([, args]) => ({ cwd: folder, args: ['fuzz', ...args] })));
    for (const [at, [name, , says]] of BAD.entries()) {
      expect(ended[at]?.code, name).toBe(2);
      expect(ended[at]?.stderr, name).toMatch(says);
      expect(ended[at]?.stderr, name).not.toContain('hello-there');
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('prints the same report for the same seed, and exits 0 when every property holds', async () => {
    const args = ['fuzz', '--wire', 'vllm', '--runs', '3', '--seed', '7', '--json'];
    const [first, second] = await runMany([
      { cwd: folder, args },
      { cwd: folder, args },
    ]);
    expect(first?.code).toBe(0);
    expect(first?.stdout).toBe(second?.stdout);
    const report: unknown = JSON.parse(first?.stdout ?? '');
    expect(report).toMatchObject({ schemaVersion: 1, verdict: 'pass', seed: 7, wires: ['vllm'] });
  });
});
