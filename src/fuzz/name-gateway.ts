import { hashCanonical } from '../json/hash-canonical.ts';

const LONGEST = 80;

/** A folder's name for a gateway: its host, port and path. What a name cannot spell is told apart by a hash. */
export function nameGateway(baseUrl: string): string {
  const { host, pathname } = new URL(baseUrl);
  const address = `${host}${pathname.replace(/\/+$/, '')}`;
  const name = address
    .toLowerCase()
    .replace(/:(?=\d+(?:\/|$))/, '-')
    .replaceAll('/', '_')
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .slice(0, LONGEST);
  const isPlain = /^[a-z0-9.]+(?::\d+)?(?:\/[a-z0-9.]+)*$/.test(address) && address.length <= LONGEST;
  return isPlain ? name : `${name}-${hashCanonical(address).slice(0, 8)}`;
}
