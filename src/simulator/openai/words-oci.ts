import type { ErrorWords, ServerRow } from './server-row.ts';
import { hostedWords } from './words-hosted.ts';

const coded = (status: number, code: string, message: string): ErrorWords => ({
  status,
  form: 'bare-coded',
  type: '',
  code,
  message,
});

/** Codes, statuses and words: https://docs.oracle.com/iaas/Content/API/References/apierrors.htm */
export const OCI_WORDS: Pick<ServerRow, 'errors' | 'refusals'> = hostedWords('bare-coded', {
  authentication: coded(
    401,
    'NotAuthenticated',
    'The required information to complete authentication was not provided or was incorrect.',
  ),
  permission: coded(403, 'NotAuthorized', 'You do not have authorization to perform this request.'),
  model_not_found: coded(404, '404', 'Entity with key {model} not found'),
  // https://docs.oracle.com/iaas/Content/data-science/using/model-dep-invoke-throttling.htm
  rate_limited: coded(429, 'TooManyRequests', 'Tenancy request-rate limit exceeded.'),
  quota_exhausted: coded(
    400,
    'QuotaExceeded',
    'Fulfilling this request exceeds the administrator-defined quota for this compartment for this resource.',
  ),
  overloaded: coded(503, 'ServiceUnavailable', 'The service is currently unavailable.'),
  server_error: coded(500, 'InternalServerError', 'An internal server error occurred.'),
});
