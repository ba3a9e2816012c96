import type { AnsweredCase, Case } from './case.ts';
import { skip, type CheckResult, type Skip } from './finding.ts';
import { characters } from './characters.ts';
import { finishReason } from './finish-reason.ts';
import { modelIdentity } from './model-identity.ts';
import { modelRetirement } from './model-retirement.ts';
import { outputSchema } from './output-schema.ts';
import { parity } from './parity.ts';
import { ERROR_EXPECTED } from './prepare-prompt.ts';
import { requestIdentity } from './request-identity.ts';
import { requestUnchanged } from './request-unchanged.ts';
import { streamComplete } from './stream-complete.ts';
import { stopStrings } from './stop-strings.ts';
import { streamParity } from './stream-parity.ts';
import { toolCalls } from './tool-calls.ts';
import { truncation } from './truncation.ts';
import { usage } from './usage.ts';
import { wireForm } from './wire-form.ts';

/** Why a check is not asked of an exchange, or null when it is. */
type Exclusion = (subject: Case) => Skip | null;

/**
 * A rule and when it is asked: never where an exclusion holds, the first of which says why, and with a response, or
 * whatever the exchange ended with. Pure: the same case gives the same verdict.
 */
export type CheckRow = {
  readonly name: string;
  readonly unless?: readonly Exclusion[];
  /** It says something of an exchange by itself, whatever was expected of it and of whom. */
  readonly alone?: true;
} & (
  | { readonly needs: 'exchange'; readonly check: (subject: Case) => CheckResult }
  | { readonly needs: 'response'; readonly check: (subject: AnsweredCase) => CheckResult }
);

const JUDGED_ON_STREAM = skip('judged on the stream exchange');
const SERVED_AS_SEND = skip('served as send');
const NOT_EXPECTED = skip(ERROR_EXPECTED);

const askedToSend: Exclusion = ({ exchange }) => (exchange.case.mode === 'stream' ? null : JUDGED_ON_STREAM);
const servedAsSend: Exclusion = ({ exchange }) => (exchange.servedAs === 'stream' ? null : SERVED_AS_SEND);
/** A response where the golden expects an error: parity tells that, and there is nothing to hold the rest against. */
const unexpected: Exclusion = ({ response, prepared: { golden } }) =>
  response === null || golden === null || golden.answer.error === null ? null : NOT_EXPECTED;

/** Every check, in the order in which verdicts are written. */
export const CHECKS: readonly CheckRow[] = [
  { name: 'output-schema', needs: 'response', check: outputSchema },
  { name: 'parity', needs: 'exchange', check: parity },
  { name: 'finish-reason', needs: 'response', unless: [unexpected], alone: true, check: finishReason },
  { name: 'stop-strings', needs: 'response', unless: [unexpected], check: stopStrings },
  { name: 'characters', needs: 'response', check: characters },
  { name: 'truncation', needs: 'exchange', unless: [unexpected], alone: true, check: truncation },
  { name: 'stream-complete', needs: 'exchange', unless: [servedAsSend], alone: true, check: streamComplete },
  { name: 'wire-form', needs: 'exchange', alone: true, check: wireForm },
  { name: 'stream-parity', needs: 'response', unless: [askedToSend, servedAsSend], check: streamParity },
  { name: 'tool-calls', needs: 'response', unless: [unexpected], alone: true, check: toolCalls },
  { name: 'usage', needs: 'response', alone: true, check: usage },
  { name: 'model-identity', needs: 'response', check: modelIdentity },
  { name: 'model-retirement', needs: 'exchange', alone: true, check: modelRetirement },
  { name: 'request-identity', needs: 'exchange', check: requestIdentity },
  { name: 'request-unchanged', needs: 'exchange', check: requestUnchanged },
];
