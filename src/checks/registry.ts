import type { Check } from '../contract/verdict.ts';
import { finishReason } from './finish-reason.ts';
import { outputSchema } from './output-schema.ts';
import { parity } from './parity.ts';

/** Every check, in the order in which verdicts are written. */
export const CHECKS: readonly Check[] = [outputSchema, parity, finishReason];
