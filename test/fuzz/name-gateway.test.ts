import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nameGateway } from '../../src/fuzz/name-gateway.ts';

it.each([
  ['http://127.0.0.1:4000/v1', '127.0.0.1-4000_v1'],
  ['http://127.0.0.1:4000/v1/', '127.0.0.1-4000_v1'],
  ['https://api.example.com', 'api.example.com'],
  ['https://API.Example.com/v1?key=1', 'api.example.com_v1'],
])('%s is kept under %s', (url, name) => {
  expect(nameGateway(url)).toBe(name);
});

it("a name stays within its folder, and is no other gateway's", () => {
  const names = new Map<string, string>();
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: false, withFragments: false }), (url) => {
      const { host, pathname } = new URL(url);
      const address = `${host}${pathname.replace(/\/+$/, '')}`;
      const name = nameGateway(url);
      expect(name).toMatch(/^[a-z0-9][a-z0-9._-]*$/);
      expect(names.get(name) ?? address).toBe(address);
      names.set(name, address);
    }),
  );
});
