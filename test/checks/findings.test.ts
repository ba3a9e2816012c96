import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { ERROR_KINDS } from '../../src/contract/errors/error-kind.ts';
import { FINDINGS } from '../../src/contract/findings.ts';

const SRC = resolve(import.meta.dirname, '../../src');
const CODES = Object.keys(FINDINGS);

/** Where findings are made. Errors are told by kind there, and their rules have names that only look like codes. */
const sources = ['checks', 'providers', 'metrics'].flatMap((room) =>
  readdirSync(join(SRC, room), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.startsWith('errors/'))
    .map((path) => ({ path, text: readFileSync(join(SRC, room, path), 'utf8') })),
);

function matchesIn(pattern: RegExp, path = /./): readonly string[] {
  return sources
    .filter((source) => path.test(source.path))
    .flatMap(({ text }) => [...text.matchAll(pattern)].flatMap((match) => match[1] ?? []));
}

/** Codes by the calls and rows that make a finding of them, and the three families of which a part is computed. */
const emitted = new Set([
  ...matchesIn(/\b(?:finding|warning|warn|say|note)\(\s*'([a-z-]+\/[^']+)'/g),
  ...matchesIn(/\bOddDecoder\([^']+, '([a-z-]+\/[^']+)'/g),
  ...matchesIn(/\bcode: '([a-z-]+\/[^']+)'/g),
  ...matchesIn(/[:?] '(schema\/[^']+)'/g),
  ...matchesIn(/\b(?:what: |among\(\w+, )'([a-z-]+)'/g, /^parity\/(?!difference)/).map(
    (what) => `parity/${what}`,
  ),
  ...matchesIn(/'(tool\/(?:optional-)?argument-changed)'/g, /compare-arguments\.ts$/),
  ...matchesIn(/(?:slip\(|= )'([a-z]+(?:-[a-z]+)+)'/g, /-grammar\.ts$/).map((what) => `grammar/${what}`),
  ...ERROR_KINDS.map((kind) => `error/${kind}`),
]);

it('every code of the table is emitted somewhere', () => {
  expect(CODES.filter((code) => !emitted.has(code))).toEqual([]);
});

it('every code that is emitted stands in the table', () => {
  expect([...emitted].filter((code) => !Object.hasOwn(FINDINGS, code))).toEqual([]);
});

it('what weighs costs a client something, and every code says what to do about it', () => {
  const hollow = Object.entries(FINDINGS).filter(
    ([, row]) => (row.weight === 'finding' && row.class === 'note') || row.means === '' || row.mend === '',
  );
  expect(hollow).toEqual([]);
});
