import { afterEach, expect, it, vi } from 'vitest';
import { wantsColour } from '../../src/cli/output/terminal.ts';

afterEach(() => vi.unstubAllEnvs());

const CASES: readonly (readonly [boolean, Readonly<Record<string, string>>, boolean])[] = [
  [true, {}, true],
  [true, { NO_COLOR: '1' }, false],
  [true, { CI: 'true' }, false],
  [true, { TERM: 'dumb' }, false],
  [false, {}, false],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '3', NO_COLOR: '1', CI: 'true' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { FORCE_COLOR: 'false' }, false],
  [true, { FORCE_COLOR: '', NO_COLOR: '' }, true],
];

it.each(CASES)('a terminal: %s, with %j, has colours: %s', (isTTY, env, wanted) => {
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'CI', 'TERM']) vi.stubEnv(name, env[name] ?? '');
  const stream = Object.assign(Object.create(process.stdout), { isTTY });
  expect(wantsColour(stream)).toBe(wanted);
});
