import { hash } from 'node:crypto';
import type { WireRequest } from '../../contract/wires/wire.ts';

/** RFC 3986's unreserved characters stay; every other byte becomes %XX. */
function escapeBytes(text: string, keep: RegExp): string {
  return Array.from(Buffer.from(text), (byte) => {
    const character = String.fromCharCode(byte);
    return keep.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'));
  } catch {
    return text;
  }
}

function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? [];
      return [name, value].map((part) => escapeBytes(unescape(part), /[A-Za-z0-9_.~-]/)).join('=');
    })
    .sort()
    .join('&');
}

/** Names under which a host is signed: over HTTP/2 the SDK for JavaScript takes the one that it has there. */
export const HOST_HEADERS: ReadonlySet<string> = new Set(['host', ':authority']);

/**
 * The canonical request of Signature Version 4. The path is escaped as it came over the wire, so that what was
 * escaped once already is escaped twice: the rule of every service but S3.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function canonicalRequest(
  request: WireRequest,
  prefix: string,
  signedHeaders: readonly string[],
): string {
  const [, host = '', path = '', query = ''] =
    /^(?:[a-z][a-z+.-]*:\/\/([^/?#]*))?([^?#]*)\??([^#]*)/i.exec(request.url) ?? [];
  const headers = signedHeaders.map((name) => {
    const value = request.headers[name] ?? (HOST_HEADERS.has(name) ? host : '');
    return `${name}:${value.trim().replaceAll(/ +/g, ' ')}\n`;
  });
  return [
    request.method,
    escapeBytes(`${prefix}${path}`, /[A-Za-z0-9_.~/-]/),
    canonicalQuery(query),
    headers.join(''),
    signedHeaders.join(';'),
    hash('sha256', request.body ?? ''),
  ].join('\n');
}
