import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** A page in a browser can post text to a server on loopback, but JSON only where that allows it. */
export function isJson(headers: IncomingHttpHeaders): boolean {
  return /^application\/json\b/i.test(headers['content-type'] ?? '');
}

/**
 * Whether a page asks whose own name was made to lead here, so that its browser takes us for where it came from:
 * https://en.wikipedia.org/wiki/DNS_rebinding. Browsers name the origin of what they post, and no page has another's name.
 */
export function isRebound({ origin, host }: IncomingHttpHeaders): boolean {
  if (origin === undefined || host === undefined || origin.toLowerCase() !== `http://${host.toLowerCase()}`)
    return false;
  const name = host.replace(/:\d+$/, '').replaceAll(/^\[|\]$/g, '');
  return isIP(name) === 0 && name !== 'localhost' && !name.endsWith('.localhost');
}
