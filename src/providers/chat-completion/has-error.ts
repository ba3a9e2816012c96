import { arrayAt, isRecord, numberAt, recordAt, stringAt, type UnknownRecord } from '../../json/read.ts';
import { firstChoice } from './first-choice.ts';

/**
 * Whether a JSON value from a response of status 2xx is an error in disguise: an `error` of any form, vLLM's old
 * flat `object: "error"`, watsonx's `errors`, problem JSON, or a list of such. A chunk with choices may carry one too.
 */
export function hasError(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((entry) => isRecord(entry) && hasError(entry));
  if (!isRecord(value)) return false;
  const choices = arrayAt(value, 'choices');
  if (choices === null) return saysError(value, false) || resemblesError(value);
  return saysError(value, true) || choiceError(value) !== null;
}

/** The text in which an error is said: `text`, which holds the value, or the error of its choice alone. */
export function errorText(value: unknown, text: string): string {
  const error = choiceError(value);
  return error === null || (isRecord(value) && saysError(value, true)) ? text : JSON.stringify({ error });
}

/** A choice may hold the error of the provider behind it: https://openrouter.ai/docs/api-reference/overview */
function choiceError(value: unknown): UnknownRecord | null {
  const error = recordAt(firstChoice(value), 'error');
  return error !== null && Object.keys(error).length > 0 ? error : null;
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

const STATUS_KEYS = ['status', 'status_code', 'http_status_code', 'code'];

/** What has no choices needs less to be an error: a list of them, a code beside a message, a status. */
function resemblesError(value: UnknownRecord): boolean {
  if ((arrayAt(value, 'errors') ?? []).length > 0 || 'errorMessage' in value || 'detail' in value)
    return true;
  if (stringAt(value, 'message') && (stringAt(value, 'code') || stringAt(value, 'type'))) return true;
  if (stringAt(value, 'error_code') || numberAt(value, 'error_code') || stringAt(value, 'error_msg'))
    return true;
  return STATUS_KEYS.some((key) => (numberAt(value, key) ?? 0) >= 400) || recordAt(value, 'fault') !== null;
}
