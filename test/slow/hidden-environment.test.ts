import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen, type Loopback } from '../transport/loopback.ts';
import { replyTo } from '../live/replies.ts';

const run = promisify(execFile);
const SCRIPT = join(import.meta.dirname, '../live/send-all.ts');
const HOME_FILES = {
  config:
    '[default]\nregion = eu-west-9\nendpoint_url = http://127.0.0.1:1\nretry_mode = adaptive\nmax_attempts = 9\nsdk_ua_app_id = evil\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true\nauth_scheme_preference = httpBearerAuth\ndefaults_mode = mobile\nrequest_min_compression_size_bytes = 1\n[profile evil]\nregion = eu-west-9\nendpoint_url = http://127.0.0.1:1\n',
  credentials:
    '[default]\naws_access_key_id = AKIAEVIL\naws_secret_access_key = evil\n[evil]\naws_access_key_id = AKIAEVIL\naws_secret_access_key = evil\n',
};
const DEAD = 'http://127.0.0.1:1';

const HOSTILE: Readonly<Record<string, string>> = {
  OPENAI_API_KEY: 'evil',
  OPENAI_ADMIN_KEY: 'evil',
  OPENAI_BASE_URL: DEAD,
  OPENAI_ORG_ID: 'evil',
  OPENAI_PROJECT_ID: 'evil',
  OPENAI_WEBHOOK_SECRET: 'evil',
  OPENAI_LOG: 'debug',
  OPENAI_CUSTOM_HEADERS: [
    'x-evil: 1',
    'authorization: Bearer evil',
    'accept: text/evil',
    'content-type: text/evil',
    'user-agent: evil',
    'x-stainless-lang: evil',
    'x-stainless-evil: 1',
    'X-Stainless-Retry-Count: 99',
  ].join('\n'),
  AWS_ACCESS_KEY_ID: 'AKIAEVIL',
  AWS_SECRET_ACCESS_KEY: 'evil',
  AWS_SESSION_TOKEN: 'evil',
  AWS_BEARER_TOKEN_BEDROCK: 'evil',
  AWS_REGION: 'eu-west-9',
  AWS_DEFAULT_REGION: 'eu-west-9',
  AWS_PROFILE: 'evil',
  AWS_ENDPOINT_URL: DEAD,
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: DEAD,
  AWS_RETRY_MODE: 'adaptive',
  AWS_MAX_ATTEMPTS: '9',
  AWS_SDK_UA_APP_ID: 'evil',
  AWS_EXECUTION_ENV: 'evil',
  AWS_USE_FIPS_ENDPOINT: 'true',
  AWS_USE_DUALSTACK_ENDPOINT: 'true',
  AWS_AUTH_SCHEME_PREFERENCE: 'httpBearerAuth',
  AWS_DEFAULTS_MODE: 'mobile',
  AWS_LAMBDA_FUNCTION_NAME: 'evil',
  _X_AMZN_TRACE_ID: 'Root=1-evil',
  AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES: '1',
  HTTP_PROXY: DEAD,
  HTTPS_PROXY: DEAD,
  ALL_PROXY: DEAD,
  http_proxy: DEAD,
  https_proxy: DEAD,
  all_proxy: DEAD,
  NO_PROXY: '',
  no_proxy: '',
  NODE_USE_ENV_PROXY: '1',
};

/** What differs from one call to the next by nature: times, signatures, ids of attempts, and the port we listen on. */
function settle(bytes: string): string {
  return bytes
    .replace(/^x-amz-date: .*$/gim, 'x-amz-date: *')
    .replace(/^amz-sdk-invocation-id: .*$/gim, 'amz-sdk-invocation-id: *')
    .replace(/Credential=([^/]+)\/\d{8}\//g, 'Credential=$1/*/')
    .replace(/Signature=[0-9a-f]{64}/g, 'Signature=*')
    .replace(/signature="[\w+/=]+"/g, 'signature="*"');
}

/** Requests as they came over the socket: request line, header lines in their order and spelling, body. */
async function requestsUnder(
  env: Readonly<Record<string, string>>,
): Promise<{ requests: string[]; output: string }> {
  const requests: string[] = [];
  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString();
      const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
      for (let at = 0; at < request.rawHeaders.length; at += 2) {
        lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
      }
      requests.push(settle([...lines, '', body].join('\n').replaceAll(request.headers.host ?? '', '*')));
      const reply = replyTo(new URL(request.url ?? '', 'http://host').pathname, body);
      response.writeHead(200, reply.headers).end(reply.body);
    });
  });
  await using loopback: Loopback = await listen(server);
  const { stdout, stderr } = await run(process.execPath, [SCRIPT, `http://127.0.0.1:${loopback.port}`], {
    env,
  });
  return { requests, output: stdout + stderr };
}

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'llama-contract-'));
  await Promise.all(Object.entries(HOME_FILES).map(([name, text]) => writeFile(join(home, name), text)));
});
afterAll(() => rm(home, { recursive: true }));

describe('an environment full of settings for the SDKs', () => {
  it('changes no byte of any request, and makes nothing be printed', async () => {
    const [clean, hostile] = await Promise.all([
      requestsUnder({}),
      requestsUnder({
        ...HOSTILE,
        HOME: home,
        AWS_CONFIG_FILE: join(home, 'config'),
        AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
      }),
    ]);
    expect(clean.requests).toHaveLength(16);
    expect(hostile.requests).toEqual(clean.requests);
    expect(hostile.output).toBe(clean.output);
    expect(clean.output).toBe('');
  });
});
