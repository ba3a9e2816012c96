import { describe, expect, it } from 'vitest';
import type { Target } from '../../../src/contract/wires/target.ts';
import type { Transport, WireRequest } from '../../../src/contract/wires/wire.ts';
import { adapterOf } from '../../../src/providers/create-adapter.ts';
import { WATSONX_CHAT } from '../../../src/providers/watsonx/wire.ts';
import { bytesResponse, type BytesResponse } from '../../../src/transport/in-memory-transport.ts';
import { SDK_SHIMS } from '../../../src/transport/sdk-shims.ts';
import { targetOf, ROWS } from '../../conformance/rows.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { collect } from '../collect.ts';
import { foldAll, type Decoded } from '../decoding.ts';
import { ask } from '../../ask.ts';

/** https://github.com/IBM/watsonx-ai-java-sdk (WatsonxErrorTest) */
const EXPIRED: BytesResponse = {
  status: 401,
  headers: { 'content-type': 'application/json' },
  body: '{"errors":[{"code":"authentication_token_expired","message":"Token expired"}],"trace":"t1","status_code":401}',
};
const ANSWER: BytesResponse = {
  headers: { 'content-type': 'application/json' },
  body: '{"id":"chatcmpl-1","model_id":"m","choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}]}',
};

function target(): Target {
  const row = ROWS.find(({ wire }) => wire === 'watsonx-chat');
  if (row === undefined) throw new Error('no row for watsonx');
  return targetOf(row);
}

/** One call of an adapter whose service gives these answers in order. */
async function call(...answers: readonly BytesResponse[]): Promise<{ seen: Decoded; asked: WireRequest[] }> {
  const asked: WireRequest[] = [];
  let exchanges = 0;
  const server: Transport = async (request) => {
    if (request.url.endsWith('/identity/token')) {
      exchanges += 1;
      return bytesResponse({
        body: JSON.stringify({ access_token: `token-${exchanges}`, expires_in: 3_600 }),
      });
    }
    asked.push(request);
    return bytesResponse(answers[asked.length - 1] ?? ANSWER);
  };
  const world = {
    clock: createFakeClock(),
    redact: (text: string) => text,
    learnSecret: () => undefined,
    shims: SDK_SHIMS,
    headers: {},
    transport: server,
  };
  const adapter = await adapterOf(WATSONX_CHAT)(target(), { kind: 'ibm-api-key', apiKey: 'key' }, world);
  const parts = adapter.call(target().model, ask({}), 'send', server, new AbortController().signal);
  return { seen: foldAll(await collect(parts)), asked };
}

const bearers = (asked: readonly WireRequest[]): (string | undefined)[] =>
  asked.map(({ headers }) => headers['authorization']);

describe('a watsonx call', () => {
  it('is sent once more with a new token where the old one was refused', async () => {
    const { seen, asked } = await call(EXPIRED, ANSWER);
    expect(seen).toMatchObject({ text: 'Hi', error: null });
    expect(bearers(asked)).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(asked[1]?.body).toBe(asked[0]?.body);
  });

  it('is an authentication error where the new token is refused too', async () => {
    const { seen, asked } = await call(EXPIRED, EXPIRED, ANSWER);
    expect(seen.error).toMatchObject({
      kind: 'authentication',
      providerCode: 'authentication_token_expired',
      providerRequestId: 't1',
    });
    expect(asked).toHaveLength(2);
  });

  it('keeps quota errors apart from credentials, though both are 403', async () => {
    const body =
      '{"errors":[{"code":"token_quota_reached","message":"Request of 1 token(s) from quota was rejected"}],"trace":"ebee","status_code":403}';
    const { seen, asked } = await call({ status: 403, body });
    expect(seen.error).toMatchObject({ kind: 'quota_exhausted', status: 403, providerRequestId: 'ebee' });
    expect(asked).toHaveLength(1);
  });
});
