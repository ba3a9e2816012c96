import type { Check } from '../contract/verdict.ts';
import { finishReason } from './finish-reason.ts';
import { modelIdentity } from './model-identity.ts';
import { outputSchema } from './output-schema.ts';
import { parity } from './parity.ts';
import { requestIdentity } from './request-identity.ts';
import { streamComplete } from './stream-complete.ts';
import { streamParity } from './stream-parity.ts';
import { toolCalls } from './tool-calls.ts';
import { truncation } from './truncation.ts';
import { usage } from './usage.ts';

/** Every check, in the order in which verdicts are written. */
export const CHECKS: readonly Check[] = [
  outputSchema,
  parity,
  finishReason,
  truncation,
  streamComplete,
  streamParity,
  toolCalls,
  usage,
  modelIdentity,
  requestIdentity,
];
