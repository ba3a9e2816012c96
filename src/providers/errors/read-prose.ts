import { inEnglish } from './chinese-words.ts';
import { clipText, WORDS_CHARS } from './clip-text.ts';
import { eachMatch } from './each-match.ts';
import type { Collector, Sign } from './evidence.ts';
import { outermostCause } from './outermost-cause.ts';
import { SIGN, signsOf } from './text-signs.ts';

/** Names of exceptions and codes of sockets, as SDKs and logs put them before or into a message. */
const NAMES =
  /(?:\b|(?<=\bAI_))(?:[A-Za-z]{2,60}(?:Error|Exception|Fault|Failure)|[A-Z][A-Za-z]{2,40}(?:Timeout|Read|Disconnected|Required|Behavior)|litellm\.Timeout|E[A-Z]{4,20}|(?:ERR|UND_ERR)_[A-Z0-9_]{3,50}|[A-Z]{3,30}(?:_[A-Z]{2,30}){1,6}|UNAUTHENTICATED|AADSTS\d{5,7}|[A-Z](?<=(?:[a-z\d_]\.|::|\$).)[A-Za-z]{3,40}(?=: |[)\],]|$))\b/g;

/** What stands alone before all words, made of several: `UnexpectedParameter: toolConfig.strict`. */
const AT_FIRST = /^[A-Z][a-z]{2,20}(?:[A-Z][a-z]{1,20}){1,5}(?=: )/;

/** Where this finds nothing there are no names, and looking is cheap. */
const NAMED =
  /rror|xception|Fault|Failure|Timeout|Read|Disconnected|Required|Behavior|[A-Z]{4}|[A-Z]{3}_|[a-z\d_]\.[A-Z]|::[A-Z]|\$[A-Z]/;

/** `code: rate_limit_exceeded`, `'type': 'tokens'`: fields of an envelope whose beginning is lost; gRPC's `code = X`. */
const FIELDS =
  /(?<![\w-])["']?(error(?=["']?\s{0,4}[:=]\s{0,4}["'][a-z]{2,20}[_-][a-z])|code|type|kind|error_type|error_code|errorCode|__type|status|status_code|statusCode|StatusCode)["']?\s{0,4}[:=]\s{0,4}["']?([A-Za-z][\w.-]{2,60}|[345]\d\d\b)/g;

/** Where this finds nothing there are no such fields, and looking is cheap. */
const FIELD_NAMED = /(?:rror|ode|ype|kind|tatus)["']?\s{0,4}[:=]/;

/** botocore names the error of the service: `An error occurred (ExpiredToken) when calling the Converse operation`. */
const OCCURRED = /\berror occurred \(([A-Za-z]\w{2,60})\)/gi;

/** A code that a gateway puts before what it passes on: `Upstream request failed: [invalid_request_error] …`. */
const BRACKETED = /\[([a-z]{2,20}(?:_[a-z]{2,20}){1,4})\]/g;

/** All that is said after a status: `Error code: 429 - insufficient_quota`. */
const AFTER_STATUS = /\b[345]\d\d\b[ :(-]{1,4}([a-z]{2,20}(?:_[a-z]{2,20}){1,4})\)?$/;

/** A message of the request, as Python prints it: `Invalid Message passed in {'role': 'system', 'content': …}`. */
const ECHOED = /\{'role': '\w{1,20}', 'content': [^]{0,8000}?(?:['\]] ?\}|$)/g;

/**
 * What the caller asked, in quotes after its place in the request: `messages[0].content: 'please explain …'`. A bare
 * `content:` or `message:` may be the answer's own.
 */
const ASKED =
  /\b(messages?(?:\[\d{1,4}\]|\.\d{1,4})(?:[.[][\w\]]{1,20}){0,3}\.(?:content|text)|prompts?|inputs?(?:\[\d{1,4}\])?)(['"`]?\s?[:=]\s?)(['"`])(?:(?!\3(?:\W|$))[^]){1,8000}(?:\3(?!\w)|$)/gi;

/** Who names several causes knows none: `This may be caused by content filtering, rate limiting, or an issue with …`. */
const GUESSED =
  /\b(?:this|it|which) (?:may|might|could) be (?:because of|caused by|due to) [^.]{1,120}?,? or [^.]{1,120}/i;

const MAX_MATCHES = 24;

/** A text that is one word of at most this many characters is a code, whatever field it stands in. */
const LONGEST_CODE = 60;

/**
 * What plain words say: their meaning, and the names that stand in them. `given` are its signs; `whole` is what they
 * were taken from.
 */
export function readProse(
  text: string,
  place: string,
  into: Collector,
  given = signsOf(text),
  whole = text,
): void {
  const clipped = clipText(text, WORDS_CHARS).trim();
  if (clipped === '') return;
  const heard = (given & SIGN.quote) !== 0 && (given & ASSIGNS) !== 0 ? withoutAsked(clipped) : clipped;
  // What was put together has pairs of its own.
  const signs = heard === clipped && text.length <= WORDS_CHARS ? given : signsOf(heard);
  const words = (signs & CHAINS) === 0 ? heard : outermostCause(heard, readPart);
  const value = plainWords(words, signs);
  const shown =
    value === words && heard === clipped && whole === text ? value : foldSpaces(clipText(whole, WORDS_CHARS));
  into.texts.push({ value, place, shown, signs });
  readNames(words, place, into.codes, signs);
  if ((signs & SIGN.bracket) !== 0) {
    eachMatch(BRACKETED, words, MAX_MATCHES, ([, code = '']) => into.codes.push({ value: code, place }));
  }
  const last =
    (signs & SIGN.underscore) !== 0 && (signs & SIGN.digit) !== 0 ? AFTER_STATUS.exec(words)?.[1] : undefined;
  if (last !== undefined) into.codes.push({ value: last, place });
  if ((signs & ASSIGNS) !== 0 && FIELD_NAMED.test(words)) readFields(words, place, into);
}

/** What stands between a name and its value. */
const ASSIGNS = SIGN.colon | SIGN.equals;

/** What stands between an exception and its cause. */
const CHAINS = SIGN.colon | SIGN.greater;

/** Parts of the names of what was asked, without their first letters, which may be great or small. */
const ASKED_PART = /rompt|nput|\.content|\.text/;

/** The time is linear: what is taken away is not looked at again, and few texts have such a name. */
function withoutAsked(text: string): string {
  return ASKED_PART.test(text) ? text.replaceAll(ASKED, '$1$2') : text;
}

function readPart(part: string): { readonly words: string; readonly names: readonly Sign[] } {
  const names: Sign[] = [];
  const signs = signsOf(part);
  readNames(part, '', names, signs);
  return { words: plainWords(part, signs), names };
}

function readNames(words: string, place: string, codes: Sign[], signs: number): void {
  // Rust ends a program so: `Error: ShardCannotStart`.
  const alone = words.startsWith('Error: ') ? words.slice('Error: '.length) : words;
  const first = (signs & SIGN.colon) === 0 ? undefined : AT_FIRST.exec(alone)?.[0];
  if (first !== undefined) codes.push({ value: first, place });
  if (alone.length <= LONGEST_CODE && !alone.includes(' ')) codes.push({ value: alone, place });
  else if ((signs & NAMES_OR_OCCURS) !== 0 && NAMED.test(words)) {
    eachMatch(NAMES, words, MAX_MATCHES, (match) => codes.push({ value: match[0], place }));
    if ((signs & SIGN.parenthesis) !== 0 && words.includes('occurred (')) {
      eachMatch(OCCURRED, words, MAX_MATCHES, ([, value = '']) => codes.push({ value, place }));
    }
  }
}

/** What stands in a name, or around one that botocore gives. */
const NAMES_OR_OCCURS = SIGN.camel | SIGN.parenthesis;

/** Addresses name pages about limits, keys and errors whatever happened, and so do headers; line breaks are the terminal's. */
function plainWords(text: string, signs: number): string {
  const bare =
    (signs & SIGN.joined) !== 0 && text.includes('://')
      ? text.replaceAll(/\w{2,10}:\/\/[^\s"'`<>)]{1,2000}/g, ' ')
      : text;
  const english = (signs & SIGN.wide) === 0 ? bare : inEnglish(bare);
  const unechoed =
    (signs & SIGN.brace) !== 0 && english.includes("'role':") ? english.replaceAll(ECHOED, ' ') : english;
  const own = unechoed.includes(' be ') ? unechoed.replace(GUESSED, ' ') : unechoed;
  const plain =
    (signs & SIGN.dash) !== 0 && /ratelimit-/i.test(own)
      ? own.replaceAll(/\b(?:x-)?ratelimit-[\w-]+/gi, ' ')
      : own;
  return plain === text && (signs & FOLDED) === 0 ? text : foldSpaces(plain);
}

/** White space that is folded, or may be. */
const FOLDED = SIGN.breaking | SIGN.gap | SIGN.wide;

function foldSpaces(text: string): string {
  return /\s\s|[\n\r\t]/.test(text) ? text.replaceAll(/\s+/g, ' ').trim() : text;
}

/** What gRPC calls Unavailable, and says closer itself: that it took too long, or that nobody was there. */
const NOT_BUSY = /desc = .{0,200}(?:timeout|timed out|connection (?:error|refused)|error while dialing)/i;

/** Of Rust's `std::io::ErrorKind` those that speak of a connection; a `kind` of anybody else may be anything. */
const IO_KIND =
  /^(?:AddrNotAvailable|BrokenPipe|Connection(?:Aborted|Refused|Reset)|HostUnreachable|Network(?:Down|Unreachable)|NotConnected|TimedOut|UnexpectedEof)$/;

/** A status that is a code: several words joined, or one of gRPC's (https://grpc.github.io/grpc/core/md_doc_statuscodes.html). */
const GRPC_STATUS =
  /_|^(?:StatusCode\.)?(?:AlreadyExists|DataLoss|DeadlineExceeded|FailedPrecondition|InvalidArgument|NotFound|OutOfRange|PermissionDenied|ResourceExhausted|Unauthenticated|Unavailable|Unimplemented)$/i;

function readFields(words: string, place: string, into: Collector): void {
  eachMatch(FIELDS, words, MAX_MATCHES, ({ index, 1: key, 2: value = '' }) => {
    // Pydantic's word for what is wrong with a field, of a request as of an answer: `[type=missing, input_value=…]`.
    if (key === 'type' && words[index - 1] === '[') return;
    if (/^\d/.test(value)) into.stated.push({ value: Number(value), place });
    else if (value === 'Unavailable' && words.includes('rpc error') && NOT_BUSY.test(words)) return;
    else if (key === 'kind' ? IO_KIND.test(value) : key !== 'status' || GRPC_STATUS.test(value)) {
      into.codes.push({ value, place });
    }
  });
}
