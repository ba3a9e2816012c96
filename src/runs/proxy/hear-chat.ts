import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { RequestFeatures } from '../../contract/traffic/traffic.ts';
import { isJson } from '../shadow/asked-by-page.ts';
import { ownError, renderError, renderRefusal, type ErrorReply } from '../../traffic/chat/render-error.ts';
import { scanRequest, type RequestScan } from '../../traffic/scan-request.ts';
import { inTurns } from './in-turns.ts';
import type { LiveFront } from './live-front.ts';
import { readLiveBody, type BodyRoom } from './read-live-body.ts';

/** A chat request that was read so far as routing needs. */
export interface HeardChat {
  readonly body: Uint8Array;
  readonly scan: RequestScan;
  readonly features: RequestFeatures;
  /** By what the client itself says that the request is known again; null where it says nothing. */
  readonly givenKey: string | null;
  /** When nobody needs the body any more. */
  readonly release: () => void;
}

/** Reads a request up to the end of its body; why it is not served; or null where its client left. */
export async function hearChat(
  incoming: IncomingMessage,
  { path: asked, isNamed }: { readonly path: string; readonly isNamed: boolean },
  requestId: string,
  front: LiveFront,
  room: BodyRoom,
): Promise<HeardChat | ErrorReply | null> {
  const why = whyNoJson(incoming);
  if (why !== null) return closing(why);
  const read = await readLiveBody(incoming, front.limits, room);
  if (read === null) return null;
  if (!('bytes' in read)) return closing(renderError(read));
  const { bytes: body, release } = read;
  const refused = (reply: ErrorReply): ErrorReply => {
    release();
    return reply;
  };
  const scan = await inTurns(scanRequest(body));
  if (scan === null) return refused(renderError(ownError('invalid_request', NO_OBJECT)));
  const path = isNamed ? asked : pathOf(scan, front);
  if (path === null) return refused(unknownModel(scan, front));
  const clientKey = writtenIn(headerOf(incoming, front.migration.traffic.clientKey)) ?? scan.user;
  const { isStream, model } = scan;
  const features = { path, clientKey, requestId, isStream, model, bodyBytes: body.length };
  return { body, scan, features, givenKey: givenKey(incoming, front), release };
}

const NO_OBJECT =
  'the body is no JSON object, names a key twice (case is no difference), or has a stream that is neither true nor false';

/** A body that was not read is no place for another request. */
function closing(reply: ErrorReply): ErrorReply {
  return { ...reply, headers: { ...reply.headers, connection: 'close' } };
}

function whyNoJson({ headers }: IncomingMessage): ErrorReply | null {
  if (!isJson(headers)) {
    return renderRefusal(415, 'unsupported_media_type', 'the content-type must be application/json');
  }
  if (OTHER_CHARSET.test(headers['content-type'] ?? '')) {
    return renderRefusal(
      415,
      'unsupported_charset',
      'JSON is read as UTF-8: send it so, and without a charset',
    );
  }
  const coding = headers['content-encoding'] ?? 'identity';
  return coding === 'identity'
    ? null
    : renderRefusal(415, 'unsupported_content_coding', 'a body must be sent without a coding');
}

/** Of one whose bytes could be UTF-8 nothing depends on what is said: https://www.rfc-editor.org/rfc/rfc8259#section-11 */
const OTHER_CHARSET = /;\s*charset\s*=\s*"?(?:utf-?(?:16|32)|ucs-?[24])/i;

export function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * A header as who sent it wrote it: nearly all write UTF-8, of which Node gives each byte as a letter. What is no UTF-8 is
 * Latin-1. Pins and `rollout status` are told the text. https://www.rfc-editor.org/rfc/rfc9110#section-5.5
 */
function writtenIn(header: string | null): string | null {
  return header === null || PLAIN.test(header) ? header : decodeUtf8(header);
}

const PLAIN = /^[\x20-\x7e]*$/;

function decodeUtf8(header: string): string {
  const bytes = Buffer.from(header, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : header;
}

function givenKey(incoming: IncomingMessage, { migration }: LiveFront): string | null {
  const name = migration.routing?.requestIdHeader ?? null;
  return name === null ? null : headerOf(incoming, name);
}

const SOUND_ID = /^[\x21-\x7e]{1,200}$/;

/** The client's own id, where it is one that a header and a log can hold. */
function givenId(incoming: IncomingMessage, front: LiveFront): string | null {
  const given = givenKey(incoming, front);
  return given !== null && SOUND_ID.test(given) ? given : null;
}

export function requestIdOf(incoming: IncomingMessage, front: LiveFront): string {
  const part = (): string =>
    Math.floor(front.world.random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  return givenId(incoming, front) ?? `${part()}${part()}${part()}`;
}

function pathOf(scan: RequestScan, { names }: LiveFront): string | null {
  const named = names.find(({ model }) => model === scan.model);
  return named === undefined ? null : `${named.path}/chat/completions`;
}

function unknownModel({ model }: RequestScan, { names }: LiveFront): ErrorReply {
  const asked = model === null ? 'no model is named' : 'this model is not served here';
  const named = names.map((name) => name.model).join(', ');
  return renderRefusal(404, 'model_not_found', `${asked}: name ${named}`);
}
