import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyCodePoint } from '../../src/fuzz/any-code-point.ts';
import { nameGateway } from '../../src/fuzz/name-gateway.ts';

it.each([
  ['http://127.0.0.1:4000/v1', '127.0.0.1-4000_v1'],
  ['http://127.0.0.1:4000/v1/', '127.0.0.1-4000_v1'],
  ['https://api.example.com', 'api.example.com'],
  ['https://API.Example.com/v1?key=1', 'api.example.com_v1'],
])('%s is kept under %s', (url, name) => {
  expect(nameGateway(url)).toBe(name);
});

function percent(character: string): string {
  const encoded = encodeURIComponent(character);
  return encoded === character ? `%${character.charCodeAt(0).toString(16)}` : encoded;
}

/** What may stand in a path: https://www.rfc-editor.org/rfc/rfc3986#section-3.3 */
const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@";
const pathCharacter = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom(...PLAIN.split('')) },
  { weight: 1, arbitrary: anyCodePoint.map(percent) },
);
const url = fc
  .tuple(
    fc.constantFrom('http', 'https'),
    fc.webAuthority({ withPort: true }),
    fc.array(fc.string({ unit: pathCharacter })),
  )
  .map(([scheme, authority, segments]) => [`${scheme}:/`, authority, ...segments].join('/'));

it("a name stays within its folder, and is no other gateway's", () => {
  const names = new Map<string, string>();
  fc.assert(
    fc.property(url, (given) => {
      const { host, pathname } = new URL(given);
      const address = `${host}${pathname.replace(/\/+$/, '')}`;
      const name = nameGateway(given);
      expect(name).toMatch(/^[a-z0-9][a-z0-9._-]*$/);
      expect(names.get(name) ?? address).toBe(address);
      names.set(name, address);
    }),
  );
});
