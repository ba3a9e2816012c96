import type { ErrorForm, ErrorTable, ErrorWords, RefusalWords } from './server-row.ts';
import { vllmWords } from './words-vllm.ts';

/**
 * What a host says in its own envelope, `own` where its words are known. Where they are not, the status decides and the
 * words say no more than it does.
 */
export function hostedWords(
  form: ErrorForm,
  own: Partial<ErrorTable>,
): { readonly errors: ErrorTable; readonly refusals: RefusalWords } {
  const say = (status: number, type: string, message: string): ErrorWords => ({
    status,
    form,
    type,
    message,
  });
  const vllm = vllmWords(form);
  const errors: ErrorTable = {
    ...vllm.errors,
    authentication: say(401, 'authentication_error', 'Invalid API key'),
    permission: say(403, 'permission_error', 'You do not have access to this model'),
    payload_too_large: say(413, 'invalid_request_error', 'Request body is too large'),
    rate_limited: say(429, 'rate_limit_error', 'Rate limit exceeded'),
    quota_exhausted: say(402, 'payment_required', 'Insufficient credits'),
    overloaded: say(503, 'unavailable_error', 'The service is overloaded'),
    timeout: say(504, 'timeout_error', 'The request timed out'),
    unsupported_feature: say(400, 'invalid_request_error', 'Tools are not supported by this model'),
    ...own,
  };
  return {
    errors,
    refusals: {
      ...vllm.refusals,
      'path/unknown': { status: 404, form: 'text', type: 'Not Found', message: 'Not Found' },
      'model/unknown': errors.model_not_found,
      'max-tokens/window': errors.output_limit,
      'max-tokens/limit': errors.output_limit,
      'prompt/too-long': errors.context_overflow,
      'prompt/leaves-no-room': errors.context_overflow,
      'tools/unsupported': errors.unsupported_feature,
      'tools/in-stream': errors.unsupported_feature,
    },
  };
}
