import { describe, expect, it } from 'vitest';
import type { Transport, WireRequest } from '../../../src/contract/wires/wire.ts';
import { pollAccepted } from '../../../src/providers/openai-compatible/poll-accepted.ts';
import { bytesResponse, type BytesResponse } from '../../../src/transport/in-memory-transport.ts';
import { createFakeClock } from '../../fake-clock.ts';

const REQUEST: WireRequest = {
  method: 'POST',
  url: 'https://integrate.api.nvidia.com/v1/chat/completions',
  headers: {
    authorization: 'Bearer nvapi-1',
    accept: 'application/json',
    'content-type': 'application/json',
  },
  body: '{}',
};
const POLLING = {
  requestIdHeader: 'nvcf-reqid',
  statusUrl: 'https://api.nvcf.nvidia.com/v2/nvcf/pexec/status/{id}',
  intervalMs: 1_000,
};
const ACCEPTED: BytesResponse = { status: 202, headers: { 'nvcf-reqid': 'id/1' }, body: '{}' };
const ANSWER: BytesResponse = { status: 200, headers: {}, body: '{"choices":[]}' };

/** A server that gives these answers in order, the last one for ever. */
function stage(...answers: readonly BytesResponse[]) {
  const clock = createFakeClock();
  const asked: { request: WireRequest; atMs: number }[] = [];
  const server: Transport = async (request) => {
    asked.push({ request, atMs: clock.nowMs() });
    return bytesResponse(answers[Math.min(asked.length, answers.length) - 1] ?? ANSWER);
  };
  return { clock, asked, transport: pollAccepted(server, POLLING, clock) };
}

const never = new AbortController().signal;

describe('a call that may be answered 202', () => {
  it('is asked once where the answer comes at once', async () => {
    const { transport, asked } = stage(ANSWER);
    expect((await transport(REQUEST, never)).status).toBe(200);
    expect(asked.map(({ request }) => request)).toEqual([REQUEST]);
  });

  it('is asked again by its id at each interval, with its own authorization, until it is answered', async () => {
    const { transport, asked, clock } = stage(ACCEPTED, ACCEPTED, ANSWER);
    const response = await clock.runUntil(transport(REQUEST, never));
    expect(response.status).toBe(200);
    const poll = {
      method: 'GET',
      url: 'https://api.nvcf.nvidia.com/v2/nvcf/pexec/status/id%2F1',
      headers: { authorization: 'Bearer nvapi-1', accept: 'application/json' },
      body: null,
    };
    expect(asked).toEqual([
      { request: REQUEST, atMs: 0 },
      { request: poll, atMs: 1_000 },
      { request: poll, atMs: 2_000 },
    ]);
  });

  it('keeps its id where a later 202 does not repeat it', async () => {
    const { transport, asked, clock } = stage(ACCEPTED, { ...ACCEPTED, headers: {} }, ANSWER);
    expect((await clock.runUntil(transport(REQUEST, never))).status).toBe(200);
    expect(asked).toHaveLength(3);
  });

  it('gives an error as it comes', async () => {
    const { transport, clock } = stage(ACCEPTED, { status: 500, body: 'no' });
    expect((await clock.runUntil(transport(REQUEST, never))).status).toBe(500);
  });

  it('is handed on as it is where it names no id', async () => {
    const { transport, asked } = stage({ ...ACCEPTED, headers: {} });
    expect((await transport(REQUEST, never)).status).toBe(202);
    expect(asked).toHaveLength(1);
  });

  it('ends with the reason of its signal when it is never answered', async () => {
    const { transport, clock, asked } = stage(ACCEPTED);
    const controller = new AbortController();
    const reason = new Error('enough');
    const call = transport(REQUEST, controller.signal).catch((error: unknown) => error);
    await clock.advance(3_500);
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(asked).toHaveLength(4);
    expect(clock.pending()).toBe(0);
  });
});
