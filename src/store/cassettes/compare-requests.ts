import type { RequestChange } from '../../contract/exchanges/exchange.ts';
import type { JsonValue } from '../../contract/json-value.ts';
import type { WireRequest } from '../../contract/wires/wire.ts';
import type { Redact } from '../../contract/world.ts';
import { diffValues } from '../../json/diff-values.ts';
import { parseStrict } from '../../json/parse-strict.ts';
import { contentOf, redactBody, type BodyContent } from '../records/body-content.ts';
import type { RecordedRequest } from './cassette.ts';

/** The path of a request without what is the target's own of it: where a server stands is nothing of what it was asked. */
export function pathOf(url: string, baseUrl: string): string {
  const { pathname } = new URL(url);
  const base = new URL(baseUrl).pathname.replace(/\/+$/, '');
  return pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname;
}

interface Comparing {
  readonly baseUrl: string;
  /** As what was recorded was masked. */
  readonly redact: Redact;
  /** Made up for who asks without an environment: whatever was recorded in their place is right. */
  readonly madeUp: ReadonlySet<JsonValue>;
}

/** Where two requests of one prompt differ: the one of a cassette, and the one that is made today. None for equal ones. */
export function compareRequests(
  recorded: RecordedRequest,
  recordedBody: BodyContent | null,
  sent: WireRequest,
  { baseUrl, redact, madeUp }: Comparing,
): readonly RequestChange[] {
  // A body is missing where the last request only asked whether an answer was ready: it was not this one.
  if (recordedBody === null) return [];
  const [before, now] = [
    spell(recorded.method, recorded.path),
    spell(sent.method, pathOf(sent.url, baseUrl)),
  ];
  const address = before === now ? [] : [{ pointer: '', recorded: before, sent: now }];
  if ('text' in recordedBody && recordedBody.text === sent.body) return address;
  const body = redactBody(
    typeof sent.body === 'string' ? { text: sent.body } : contentOf(sent.body ?? NO_BYTES),
    redact,
  );
  const changes = diffBodies(recordedBody, body).filter(({ sent: value }) => !madeUp.has(value));
  return [...address, ...changes];
}

const NO_BYTES = new Uint8Array();

function spell(method: string, path: string): string {
  return `${method} ${path}`;
}

function diffBodies(recorded: BodyContent, sent: BodyContent): readonly RequestChange[] {
  const [before, now] = [textOf(recorded), textOf(sent)];
  if (before === now) return [];
  const [left, right] = [parseStrict(before), parseStrict(now)];
  if (!left.ok || !right.ok) return [{ pointer: '', recorded: before, sent: now }];
  return diffValues(left.value, right.value).map((change) => ({
    pointer: change.pointer,
    recorded: change.left,
    sent: change.right,
  }));
}

function textOf(content: BodyContent): string {
  return 'text' in content ? content.text : content.base64;
}
