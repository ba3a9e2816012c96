import { arrayAt, isRecord, numberAt, recordAt, stringAt, type UnknownRecord } from '../../json/read.ts';

/**
 * Whether a JSON value from a response of status 2xx is an error in disguise: an `error` of any form, vLLM's old
 * flat `object: "error"`, watsonx's `errors`, problem JSON, or a list of such. A chunk with choices may carry one too.
 */
export function hasError(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasError);
  if (!isRecord(value)) return false;
  const answers = Array.isArray(value['choices']);
  return saysError(value, answers) || (!answers && resemblesError(value));
}

function saysError(value: UnknownRecord, answers: boolean): boolean {
  const { error } = value;
  if (isRecord(error)) return Object.keys(error).length > 0 || !answers;
  if (typeof error === 'string' && (error !== '' || !answers)) return true;
  if (value['object'] === 'error' || value['type'] === 'error') return true;
  // https://console.groq.com/docs/api-reference and https://platform.minimax.io/docs/api-reference/errorcode
  if (stringAt(value['x_groq'], 'error')) return true;
  return (numberAt(value['base_resp'], 'status_code') ?? 0) !== 0;
}

/** What has no choices needs less to be an error: a list of them, a code beside a message, a status. */
function resemblesError(value: UnknownRecord): boolean {
  if ((arrayAt(value, 'errors') ?? []).length > 0 || 'errorMessage' in value || 'detail' in value)
    return true;
  if (stringAt(value, 'message') && (stringAt(value, 'code') || stringAt(value, 'type'))) return true;
  const status = numberAt(value, 'status') ?? numberAt(value, 'status_code') ?? numberAt(value, 'code');
  return (status !== null && status >= 400) || recordAt(value, 'fault') !== null;
}
