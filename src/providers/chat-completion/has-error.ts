import { arrayAt, isRecord, numberAt, stringAt } from '../../json/read.ts';

/**
 * Whether a JSON value from a response of status 2xx is an error in disguise: an `error` of any form, vLLM's old
 * flat `object: "error"`, watsonx's `errors`, or problem JSON. A chunk with choices may carry one too.
 */
export function hasError(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { error } = value;
  if (isRecord(error)) return Object.keys(error).length > 0 || !Array.isArray(value['choices']);
  if (typeof error === 'string' && (error !== '' || !Array.isArray(value['choices']))) return true;
  if (stringAt(value, 'object') === 'error' || stringAt(value, 'type') === 'error') return true;
  if (Array.isArray(value['choices'])) return false;
  if ((arrayAt(value, 'errors') ?? []).length > 0 || 'errorMessage' in value || 'detail' in value)
    return true;
  const status = numberAt(value, 'status') ?? numberAt(value, 'status_code') ?? numberAt(value, 'code');
  return status !== null && status >= 400;
}
