import { CREDENTIALS } from './authentication.ts';
import { ABORTED, BY_CLIENT } from './cancelled.ts';
import { CERTIFICATE, CLOSED } from './connection-closed.ts';
import { BEHIND_SERVER, NOT_REACHED } from './connection.ts';
import { FILTERED } from './content-filtered.ts';
import { CONTEXT, INPUT_AND_OUTPUT } from './context-overflow.ts';
import {
  ABOUT_A_FEATURE,
  ABOUT_A_MODEL,
  ABOUT_A_RULE,
  ABOUT_KEYS,
  ABOUT_LENGTH,
  ABOUT_MONEY,
  ABOUT_PACE,
  ABOUT_RIGHTS,
  ABOUT_SAFETY,
} from './hints-of-callers.ts';
import {
  ABOUT_AN_ANSWER,
  ABOUT_AN_ERROR,
  ABOUT_A_CONNECTION,
  ABOUT_BYTES,
  ABOUT_ROOM,
  ABOUT_TIME,
} from './hints-of-servers.ts';
import { LANGUAGE_FAULT } from './language-faults.ts';
import { MALFORMED_MESSAGES } from './invalid-request-messages.ts';
import { MALFORMED_REQUEST } from './invalid-request.ts';
import { MISCONFIGURED } from './misconfigured-client.ts';
import { BROKEN, OTHER_FORM } from './malformed-response.ts';
import { MISREAD, TAKEN_FOR_ANOTHER } from './misread-answer.ts';
import { GENERATION_FAILED, MODEL_OUTPUT } from './model-error.ts';
import { NOT_SERVED, RETIRED, UNKNOWN_MODEL } from './model-not-found.ts';
import { OUTPUT } from './output-limit.ts';
import { BUSY, FULL, ONLY_AWAY } from './overloaded.ts';
import { TOO_LARGE } from './payload-too-large.ts';
import { REFUSED, REGION } from './permission.ts';
import type { PhraseGroup } from './phrase.ts';
import { CANNOT_AFFORD, SPENT } from './quota-exhausted.ts';
import { RATE } from './rate-limited.ts';
import { ONLY_ENGINE } from './engine-words.ts';
import { ENGINE } from './server-error.ts';
import { CRASHED, SEE_ITS_LOG } from './server-crashed.ts';
import { FAILED, ONLY_FAILED } from './server-failed.ts';
import { LOADING } from './server-loading.ts';
import { OWN_FAULT } from './server-own-fault.ts';
import { SOCKETS, SOCKET_TIMES } from './socket-numbers.ts';
import { SOUNDS_LIKE_OURS } from './sounds-like-ours.ts';
import { CUT, FALLBACK } from './stream-interrupted.ts';
import { TIME_RAN_OUT } from './timeout.ts';
import { NO_ENDPOINT, NOT_SUPPORTED } from './unsupported-feature.ts';

/** What words are about; `rankCandidates` says when each is heard. */
export type PhraseTier = 'fault' | 'reason' | 'time' | 'bytes' | 'vague' | 'hint';

/** Who is believed before whom, from top to bottom: the only place that says so. */
export const ORDER: readonly (readonly [PhraseTier, PhraseGroup])[] = [
  ['fault', OWN_FAULT],
  ['fault', LANGUAGE_FAULT],
  ['reason', ENGINE],
  ['reason', CRASHED],
  ['reason', LOADING],
  ['reason', FILTERED],
  ['reason', CANNOT_AFFORD],
  ['reason', TOO_LARGE],
  ['reason', INPUT_AND_OUTPUT],
  ['reason', OUTPUT],
  ['reason', CONTEXT],
  ['reason', NO_ENDPOINT],
  ['reason', NOT_SERVED],
  ['reason', REGION],
  ['reason', RETIRED],
  ['reason', NOT_SUPPORTED],
  ['reason', UNKNOWN_MODEL],
  ['reason', SPENT],
  ['reason', CREDENTIALS],
  ['reason', REFUSED],
  ['reason', BY_CLIENT],
  ['reason', CERTIFICATE],
  ['reason', BEHIND_SERVER],
  ['reason', FULL],
  ['reason', RATE],
  ['reason', BUSY],
  ['reason', MODEL_OUTPUT],
  ['reason', FALLBACK],
  ['reason', MISREAD],
  ['reason', MALFORMED_MESSAGES],
  ['reason', MISCONFIGURED],
  ['reason', MALFORMED_REQUEST],
  ['time', TIME_RAN_OUT],
  ['time', SOCKET_TIMES],
  ['bytes', CUT],
  ['bytes', CLOSED],
  ['bytes', OTHER_FORM],
  ['bytes', NOT_REACHED],
  ['bytes', SOCKETS],
  ['bytes', SEE_ITS_LOG],
  ['bytes', ABORTED],
  ['bytes', BROKEN],
  ['bytes', TAKEN_FOR_ANOTHER],
  ['vague', FAILED],
  ['vague', GENERATION_FAILED],
  ['vague', ONLY_ENGINE],
  ['hint', ABOUT_SAFETY],
  ['hint', ABOUT_TIME],
  ['hint', ABOUT_MONEY],
  ['hint', ABOUT_KEYS],
  ['hint', ABOUT_LENGTH],
  ['hint', ABOUT_A_MODEL],
  ['hint', ABOUT_AN_ANSWER],
  ['hint', SOUNDS_LIKE_OURS],
  ['hint', ABOUT_A_FEATURE],
  ['hint', ABOUT_A_CONNECTION],
  ['hint', ABOUT_BYTES],
  ['hint', ABOUT_PACE],
  ['hint', ONLY_AWAY],
  ['hint', ABOUT_ROOM],
  ['hint', ABOUT_RIGHTS],
  ['hint', ABOUT_A_RULE],
  ['hint', ONLY_FAILED],
  ['hint', ABOUT_AN_ERROR],
];
