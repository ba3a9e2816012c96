import { clipText, WORDS_CHARS } from './clip-text.ts';
import { eachMatch } from './each-match.ts';
import type { Collector } from './evidence.ts';
import { readNamedId } from './read-request-id.ts';
import { REASON_PHRASES } from './statuses.ts';

/** Names of exceptions and codes of sockets, as SDKs and logs put them before or into a message. */
const NAMES =
  /\b(?:[A-Za-z]{2,60}(?:Error|Exception|Fault)|[A-Z][A-Za-z]{2,40}(?:Timeout|Read|Disconnected|Required)|litellm\.Timeout|E[A-Z]{4,20}|(?:ERR|UND_ERR)_[A-Z0-9_]{3,50}|[A-Z]{4,30}(?:_[A-Z]{2,30}){1,6})\b/g;

/** Where this finds nothing there are no names, and looking is cheap. */
const NAMED = /rror|xception|Fault|Timeout|Read|Disconnected|Required|[A-Z]{4}/;

/** `code: rate_limit_exceeded`, `'type': 'tokens'`: fields of an envelope whose beginning is lost. */
const FIELDS =
  /(?<![\w-])["']?(code|type|error_type|error_code|errorCode|__type|status|status_code|statusCode|StatusCode)["']?\s{0,4}[:=]\s{0,4}["']?([A-Za-z][\w.-]{2,60}|[345]\d\d\b)/g;

/** A status in words about it: `Error code: 429`, `HTTP 503`, `[502]:`, `'502 Bad Gateway'`, `| 524: A timeout`. */
const STATUSES =
  /(?:^\W{0,8}|[|[(] ?|\b(?:error code|status code|statuscode|status_code|error_code|http status|http error|api error|http\/[\d.]{1,3}|http|status|error|code|returned|response|server error|client error)['":=([\s]{1,4}(?:an? |error:? |http |code:? |status:? ){0,2}['"]?)([345]\d\d)(?![\w.])/gi;

/** A reason phrase that stands alone between marks: `Bad Gateway`, `XException - unauthorized`, `Bad Request: …`. */
const REASONS = new RegExp(
  String.raw`(?:^|[:|\n({[<>"']\s?|\s[-–—]\s|\b[345]\d\d\s)(${[...REASON_PHRASES.keys()].join('|')})` +
    String.raw`(?=$|\W?$|[:|\n)}\]<>"']|\s[-–—]\s| for url)`,
  'gi',
);

const MAX_MATCHES = 24;

/** What plain words say: their meaning, and the names, statuses and ids that stand in them. */
export function readProse(text: string, place: string, into: Collector): void {
  const words = clipText(text, WORDS_CHARS).trim();
  if (words === '') return;
  into.texts.push({ value: plainWords(words), place });
  if (NAMED.test(words)) {
    eachMatch(NAMES, words, MAX_MATCHES, (match) => into.codes.push({ value: match[0], place }));
  }
  if (words.includes(':') || words.includes('=')) readFields(words, place, into);
  if (/[345]\d\d/.test(words)) {
    eachMatch(STATUSES, words, MAX_MATCHES, (match) => into.stated.push({ value: Number(match[1]), place }));
  }
  readReasons(words, place, into);
  const id = readNamedId(words);
  if (id !== null) into.requestIds.push(id);
}

/** Addresses name pages about limits, keys and errors whatever happened; line breaks are the terminal's. */
function plainWords(text: string): string {
  const bare = text.includes('://') ? text.replaceAll(/\w{2,10}:\/\/[^\s"'`<>)]{1,2000}/g, ' ') : text;
  return /\s\s|[\n\r\t]/.test(bare) ? bare.replaceAll(/\s+/g, ' ').trim() : bare;
}

function readFields(words: string, place: string, into: Collector): void {
  eachMatch(FIELDS, words, MAX_MATCHES, ([, key, value = '']) => {
    if (/^\d/.test(value)) into.stated.push({ value: Number(value), place });
    else if (key !== 'status' || value.includes('_')) into.codes.push({ value, place });
  });
}

function readReasons(words: string, place: string, into: Collector): void {
  eachMatch(REASONS, words, MAX_MATCHES, ([, phrase = '']) => {
    const status = REASON_PHRASES.get(phrase.toLowerCase());
    if (status !== undefined) into.stated.push({ value: status, place });
  });
}
