import { spawnSync } from 'node:child_process';
import { createPrivateKey, randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { WireRequest } from '../../src/contract/wires/wire.ts';
import { anyCodePoint } from '../../src/fuzz/any-code-point.ts';
import { renderCurl } from '../../src/reports/exchange/render-curl.ts';
import { isSigned } from '../../src/simulator/oci-genai/verify-signature.ts';
import { OCI_ACCOUNT } from '../oci-account.ts';

const wire = (parts: Partial<WireRequest>): WireRequest => ({
  method: 'POST',
  url: 'https://host.example/v1/chat/completions',
  headers: { 'content-type': 'application/json' },
  body: '{}',
  ...parts,
});

const FAKE_CURL = String.raw`curl() { for word; do printf '%s\0' "$word"; done; case "$*" in *@-) cat;; esac; }
`;

const urlOf = (value: string): string => `https://host.example/model/a%3Ab/x?q=${value}`;

/** Between what one command printed and the next: no body has it. */
const BETWEEN = `between-${randomUUID()}`;

interface Handed {
  readonly words: readonly string[];
  readonly body: Buffer;
}

/** Runs the commands in one shell where curl prints its words, each ended by NUL, and then what it was piped. */
function runAll(commands: readonly string[], more: Readonly<Record<string, string>> = {}): readonly Handed[] {
  const shell = spawnSync('sh', [], {
    input: FAKE_CURL + commands.map((command) => `${command}\nprintf '%s' ${BETWEEN}\n`).join(''),
    maxBuffer: 1e8,
    env: { ...process.env, TOKEN: 't k', ...more },
  });
  expect(shell.stderr.toString()).toBe('');
  const handed: Handed[] = [];
  let start = 0;
  for (let end = shell.stdout.indexOf(BETWEEN); end !== -1; end = shell.stdout.indexOf(BETWEEN, start)) {
    handed.push(readHanded(shell.stdout.subarray(start, end)));
    start = end + BETWEEN.length;
  }
  return handed;
}

function run(command: string, more: Readonly<Record<string, string>> = {}): Handed {
  const [handed] = runAll([command], more);
  if (handed === undefined) throw new Error(`the shell did not come to the end of ${command}`);
  return handed;
}

function readHanded(printed: Buffer): Handed {
  const words: Buffer[] = [];
  let start = 0;
  for (
    let end = printed.indexOf(0);
    end !== -1 && words.at(-1)?.toString() !== '@-';
    end = printed.indexOf(0, start)
  ) {
    words.push(printed.subarray(start, end));
    start = end + 1;
  }
  const piped = words.at(-1)?.toString() === '@-';
  return {
    words: words.map((word) => word.toString()),
    body: piped ? printed.subarray(start) : (words.at(-1) ?? Buffer.alloc(0)),
  };
}

const bodies: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  fc.string({ unit: anyCodePoint, minLength: 1 }),
  fc.uint8Array({ minLength: 1 }),
  fc.constantFrom(
    '@/etc/passwd',
    "it's",
    '$(id) `id` $HOME "x" \\',
    'EOF\nEOF\n',
    '\n',
    "'",
    'a\u0000b',
    '%s\\n',
  ),
);
const values = fc
  .string({ unit: fc.constantFrom(...'abc \'"$`\\!(){}[]*?~#&;|<>%é'.split('')), minLength: 1 })
  .map((text) => text.trim())
  .filter((text) => text !== '');

it('a shell hands curl the same bytes, header values and URL', () => {
  // A shell takes longer to start than to run a dozen commands.
  const dozen = fc.array(fc.record({ body: bodies, value: values }), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(dozen, (asked) => {
      const handed = runAll(
        asked.map(({ body, value }) =>
          renderCurl(wire({ body, url: urlOf(value), headers: { 'x-own': value } }), null),
        ),
      );
      expect(handed).toHaveLength(asked.length);
      for (const [index, { body, value }] of asked.entries()) {
        expect(handed[index]?.body).toEqual(Buffer.from(body));
        expect(handed[index]?.words).toContain(`x-own: ${value}`);
        expect(handed[index]?.words).toContain(urlOf(value));
      }
    }),
    { numRuns: 8 },
  );
});

it('a body too long for an argument is piped', () => {
  const body = JSON.stringify({ image: 'A'.repeat(300_000), quote: "'" });
  expect(run(renderCurl(wire({ body }), null)).body.toString()).toBe(body);
});

it('a bearer credential is the variable that configuration names', () => {
  const headers = {
    'content-type': 'application/json',
    authorization: '[redacted]',
    'content-length': '2',
    host: 'h',
  };
  expect(renderCurl(wire({ headers }), { kind: 'bearer', token: 'NIM_API_KEY' }))
    .toBe(`curl --globoff --path-as-is --no-buffer --show-error --silent -X POST \\
  https://host.example/v1/chat/completions \\
  -H 'content-type: application/json' \\
  -H "authorization: Bearer $NIM_API_KEY" \\
  --data-binary '{}'
`);
});

it('without a name the variable is TOKEN, and the shell fills it in', () => {
  expect(run(renderCurl(wire({ headers: { authorization: 'Bearer ***' } }), null)).words).toContain(
    'authorization: Bearer t k',
  );
});

it('a signed request is signed again by curl, with region, keys and session token from the shell', () => {
  const headers = {
    authorization:
      'AWS4-HMAC-SHA256 Credential=***/20250401/eu-west-1/bedrock/aws4_request, SignedHeaders=host, Signature=***',
    'x-amz-date': '20250401T120000Z',
    'x-amz-security-token': '***',
    'x-amz-content-sha256': 'abc',
    'amz-sdk-request': 'attempt=1',
  };
  const command = renderCurl(wire({ headers }), null);
  expect(command).toContain(
    '--aws-sigv4 "aws:amz:eu-west-1:bedrock" \\\n  --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"',
  );
  expect(command).toContain('-H "x-amz-security-token: $AWS_SESSION_TOKEN"');
  expect(command).not.toMatch(/authorization|x-amz-date|content-sha256|amz-sdk|\*\*\*/);
});

it('where the signature is masked whole, region comes from the host, keys from configuration', () => {
  const names = {
    kind: 'aws-keys',
    accessKeyId: 'MY_KEY',
    secretAccessKey: 'MY_SECRET',
    sessionToken: null,
  } as const;
  const url = 'https://bedrock-runtime.us-west-2.amazonaws.com/model/m/converse';
  const command = renderCurl(wire({ url, headers: { authorization: '[redacted]' } }), names, 'bedrock');
  expect(command).toContain('"aws:amz:us-west-2:bedrock" \\\n  --user "$MY_KEY:$MY_SECRET"');
  expect(renderCurl(wire({ headers: {} }), names, 'bedrock')).toContain('"aws:amz:$AWS_REGION:bedrock"');
});

const OCI_NAMES = {
  kind: 'oci-key',
  tenancy: 'MY_TENANCY',
  user: 'MY_USER',
  fingerprint: 'MY_PRINT',
  privateKey: 'MY_KEY',
  passphrase: null,
} as const;

/** Whether a command, run in a shell that knows the account, hands curl a request that the account signed now. */
function signsIn(command: string, variables: Readonly<Record<string, string>>): boolean {
  const { words, body } = run(command, variables);
  const pairs = words
    .filter((_, at) => words[at - 1] === '-H')
    .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)] as const);
  const url = words.find((word) => word.startsWith('https:')) ?? '';
  const request = { method: 'POST', url, headers: Object.fromEntries(pairs), body };
  return isSigned(request, OCI_ACCOUNT, { prefix: '', nowMs: Date.now() });
}

it('a request to OCI is signed again by openssl, over what curl sends, with the keys of the shell', () => {
  const { tenancy, user, fingerprint, privateKey } = OCI_ACCOUNT;
  const url = 'https://inference.generativeai.us-chicago-1.oci.oraclecloud.com/20231130/actions/chat';
  const headers = {
    authorization: '***',
    date: 'Thu, 01 Jan 2026 00:00:00 GMT',
    'x-content-sha256': 'old',
    'content-type': 'application/json',
    'content-length': '1',
  };
  const sent = wire({ url, headers, body: '{"a":"it\'s 東京\u200b %s"}' });
  const mine = { MY_TENANCY: tenancy, MY_USER: user, MY_PRINT: fingerprint };
  const command = renderCurl(sent, OCI_NAMES);
  expect(command).not.toMatch(/old|2026|\*\*\*/);
  expect(signsIn(command, { ...mine, MY_KEY: privateKey })).toBe(true);
  expect(signsIn(command, { ...mine, MY_KEY: privateKey.trim().replaceAll('\n', '\\n') })).toBe(true);
  expect(signsIn(command, { ...mine, MY_USER: 'other', MY_KEY: privateKey })).toBe(false);

  const usual = {
    OCI_CLI_TENANCY: tenancy,
    OCI_CLI_USER: user,
    OCI_CLI_FINGERPRINT: fingerprint,
    OCI_CLI_KEY_CONTENT: privateKey,
  };
  expect(signsIn(renderCurl(sent, null), usual)).toBe(true);
  const masked = wire({ url, headers, body: '{"compartmentId":"***","b":"***"}' });
  const variables = { ...mine, MY_KEY: privateKey };
  expect(run(renderCurl(masked, OCI_NAMES), variables).body.toString()).toBe(
    `{"compartmentId":"${tenancy}","b":"***"}`,
  );
  expect(signsIn(renderCurl(masked, OCI_NAMES), variables)).toBe(true);
  expect(renderCurl(sent, { kind: 'oci-profile', profile: null })).toBe(renderCurl(sent, null));
  const locked = createPrivateKey(privateKey)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' })
    .toString();
  const secret = { ...mine, MY_KEY: locked, MY_WORD: 'open sesame' };
  expect(signsIn(renderCurl(sent, { ...OCI_NAMES, passphrase: 'MY_WORD' }), secret)).toBe(true);
});

it('a name that is no variable never reaches the shell', () => {
  const command = renderCurl(wire({ headers: { authorization: 'x' } }), { kind: 'bearer', token: 'X$(id)' });
  expect(command).toContain('Bearer $TOKEN"');
});

it('a request without a body, and a header without a value', () => {
  const { words } = run(renderCurl(wire({ method: 'GET', body: null, headers: { 'x-empty': '' } }), null));
  expect(words).toContain('x-empty;');
  expect(words).not.toContain('--data-binary');
});
