import type { JsonObject } from '../../contract/json-value.ts';
import type { Moment, Reply, Seat } from '../face.ts';

export const SPECS = '/ml/v1/foundation_model_specs';

const encoder = new TextEncoder();
const AVAILABLE = { id: 'available', start_date: '2025-04-07' };
/** What the service names in its place. */
export const SUCCESSOR = 'meta-llama/llama-3-3-70b-instruct';
const NOTICE_MS = 30 * 86_400_000;

/**
 * The models of the service, which anybody may list: https://cloud.ibm.com/apidocs/watsonx-ai#list-foundation-model-specs.
 * Deprecation begins thirty days before a model of others is withdrawn, the least that IBM gives.
 */
export function listSpecs(seat: Seat, { end = {} }: Moment): Reply {
  const withdrawnOn = end.retiredOn ?? end.retiringOn;
  const spec = {
    model_id: seat.modelId,
    label: seat.modelId.split('/').at(-1) ?? seat.modelId,
    model_limits: { max_sequence_length: seat.contextTokens, max_output_tokens: seat.maxOutputTokens },
    lifecycle: withdrawnOn === undefined ? [AVAILABLE] : [AVAILABLE, ...ending(withdrawnOn)],
  };
  const body = { total_count: 1, limit: 100, resources: [spec] };
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: encoder.encode(JSON.stringify(body)),
  };
}

function ending(withdrawnOn: string): readonly JsonObject[] {
  return [stateFrom('deprecated', deprecatedOn(withdrawnOn)), stateFrom('withdrawn', withdrawnOn)];
}

function stateFrom(id: string, day: string): JsonObject {
  return { id, start_date: day, alternative_model_ids: [SUCCESSOR] };
}

export function deprecatedOn(withdrawnOn: string): string {
  return new Date(Date.parse(`${withdrawnOn}T00:00:00Z`) - NOTICE_MS).toISOString().slice(0, 10);
}
