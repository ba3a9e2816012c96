import { PLAIN } from './plain-row.ts';
import { VLLM } from './rows-vllm.ts';
import type { ServerRow } from './server-row.ts';

/** What hosts share: an account, every finish word, an error that ends its stream. */
export const HOSTED: ServerRow = {
  ...PLAIN,
  checksModel: true,
  finishWords: { ...VLLM.finishWords, error: 'error' },
  schemaFields: ['response_format.json_schema'],
  // There is one 500 for server and model.
  borrows: { http: ['model_error'], stream: ['model_error'] },
  streamErrorForm: null,
  doneAfterError: false,
  toolCallId: 'call',
  aside: {},
};
