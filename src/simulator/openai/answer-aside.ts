import type { JsonObject } from '../../contract/json-value.ts';
import type { WireRequest } from '../../contract/wires/wire.ts';
import { Refusal, type Moment, type Reply, type Seat } from '../face.ts';
import { authenticate } from './authenticate.ts';
import { pathOf } from './hear-chat.ts';
import type { ServerRow } from './server-row.ts';

const encoder = new TextEncoder();

/** Model list, health and version. Health needs no key. */
export function answerAside(row: ServerRow, request: WireRequest, seat: Seat, moment: Moment): Reply | null {
  const what = row.aside[pathOf(request)];
  if (what === undefined || request.method !== 'GET') return null;
  if (what === 'health') return { status: 200, headers: {}, body: new Uint8Array() };
  try {
    authenticate(row, request, seat, moment);
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
  return json(what === 'version' ? row.versionBody : models(row, seat, moment));
}

function models(row: ServerRow, seat: Seat, moment: Moment): JsonObject {
  const model = {
    id: seat.modelId,
    object: 'model',
    created: Math.floor(moment.createdMs / 1000),
    owned_by: row.name,
    ...(row.modelExtra ? { root: seat.modelId, parent: null, max_model_len: seat.contextTokens } : {}),
  };
  return { object: 'list', data: [model] };
}

function json(body: JsonObject): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: encoder.encode(JSON.stringify(body)),
  };
}
