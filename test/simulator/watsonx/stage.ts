import type { JsonObject, JsonValue } from '../../../src/contract/json-value.ts';
import type { WireRequest } from '../../../src/contract/wires/wire.ts';
import type { Heard, Moment, Seat } from '../../../src/simulator/face.ts';
import { stringAt } from '../../../src/json/read.ts';
import { watsonxFace } from '../../../src/simulator/watsonx/face.ts';
import { jsonOf, MOMENT, seatFor } from '../openai/stage.ts';

export const MAVERICK = 'meta-llama/llama-4-maverick-17b-128e-instruct-fp8';

export const SEAT: Seat = seatFor('watsonx', {
  modelId: MAVERICK,
  maxOutputTokens: 4096,
  credentials: { kind: 'ibm-api-key', apiKey: 'ibm-test-key' },
});

export const BODY: JsonObject = {
  model_id: MAVERICK,
  project_id: 'p-1',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Say hi' }] }],
  max_completion_tokens: 100,
};

export function exchange(form: string, changes: Partial<WireRequest> = {}, moment: Moment = MOMENT) {
  const request: WireRequest = {
    method: 'POST',
    url: '/identity/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
    ...changes,
  };
  const reply = watsonxFace.answerAside(request, SEAT, moment);
  if (reply === null) throw new Error('no answer to the exchange');
  return { status: reply.status, body: jsonOf(reply) };
}

export const GRANT = 'grant_type=urn%3Aibm%3Aparams%3Aoauth%3Agrant-type%3Aapikey&response_type=cloud_iam';

export function tokenFor(moment: Moment = MOMENT): string {
  const { body } = exchange(`${GRANT}&apikey=ibm-test-key`, {}, moment);
  const token = stringAt(body, 'access_token');
  if (token === null) throw new Error('no token');
  return token;
}

export function post(body: JsonValue | string, changes: Partial<WireRequest> = {}): WireRequest {
  return {
    method: 'POST',
    url: '/ml/v1/text/chat?version=2026-08-05',
    headers: { authorization: `Bearer ${tokenFor()}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...changes,
  };
}

export function hear(
  changes: Readonly<Record<string, JsonValue | undefined>> = {},
  request: Partial<WireRequest> = {},
  seat: Seat = SEAT,
): Heard {
  return watsonxFace.hear(post(JSON.stringify({ ...BODY, ...changes }), request), seat, MOMENT);
}

export const STREAM = { url: '/ml/v1/text/chat_stream?version=2026-08-05' };
