import type { ErrorKind } from '../../contract/errors/error-kind.ts';
import { OCI_ERRORS } from '../oci-genai/errors.ts';
import type { ErrorWords, ServerRow } from './server-row.ts';
import { hostedWords } from './words-hosted.ts';

const coded = (kind: ErrorKind): ErrorWords => ({ ...OCI_ERRORS[kind], form: 'bare-coded', type: '' });

/** What stands in front of all services of OCI says the same here as there. */
export const OCI_WORDS: Pick<ServerRow, 'errors' | 'refusals'> = hostedWords('bare-coded', {
  authentication: coded('authentication'),
  permission: coded('permission'),
  model_not_found: coded('model_not_found'),
  rate_limited: coded('rate_limited'),
  quota_exhausted: coded('quota_exhausted'),
  overloaded: coded('overloaded'),
  server_error: coded('server_error'),
});
