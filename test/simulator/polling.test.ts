import { expect, it } from 'vitest';
import { faultSchema } from '../../src/contract/wires/fault.ts';
import { bedrockFace } from '../../src/simulator/bedrock/bedrock-face.ts';
import type { Face, Seat } from '../../src/simulator/face.ts';
import { asking, collect, converse, entry, patience, scout, stage } from './stage.ts';

/** A face that lets clients poll, around one that does not. */
const polling: Face = {
  ...bedrockFace,
  accepted: (requestId) => ({
    status: 202,
    headers: { 'x-request-id': requestId },
    body: Buffer.from('{"status":"pending"}'),
  }),
  polledId: ({ url }) => /\/status\/(.+)$/.exec(url)?.[1] ?? null,
};
const seats: Seat[] = [scout];

async function play(value: unknown): Promise<(number | string)[]> {
  const fault = faultSchema.parse({ wire: 'accepted-202', value });
  const { handle } = stage({ seats, faces: { bedrock: polling }, faults: [fault], book: [entry('p', 'Hi')] });
  const accepted = await handle(converse(asking('Hi')), patience());
  const id = accepted.headers['x-request-id'] ?? '';
  const poll = async () => {
    const url = `http://localhost/${scout.id}/status/${id}`;
    const response = await handle({ method: 'GET', url, headers: {}, body: null }, patience());
    return [response.status, (await collect(response)).toString().includes('About Hi') ? 'answer' : 'wait'];
  };
  return [accepted.status, ...(await poll()), ...(await poll()), ...(await poll())];
}

it('an answer accepted for later comes after one poll in vain', async () => {
  expect(await play(undefined)).toEqual([202, 202, 'wait', 200, 'answer', 200, 'answer']);
});

it('comes after as many as the fault says', async () => {
  expect(await play(0)).toEqual([202, 200, 'answer', 200, 'answer', 200, 'answer']);
  expect(await play(2)).toEqual([202, 202, 'wait', 202, 'wait', 200, 'answer']);
});

it('may never come', async () => {
  expect(await play(null)).toEqual([202, 202, 'wait', 202, 'wait', 202, 'wait']);
});
