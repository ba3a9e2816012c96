import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { refuseAhead } from '../../src/cli/asking/refuse-ahead.ts';

const AHEAD = '20271127-170500887-c5ac';
const clockAt = (at: string) => ({ wallMs: () => Date.parse(at) });

it('a run of a time to come is not taken for the newest, and is taken where it is named or its time has come', async () => {
  const out = await mkdtemp(join(tmpdir(), 'refuse-ahead-'));
  for (const run of [AHEAD, '20261127-170458665-8f24']) await mkdir(join(out, run));
  const now = clockAt('2026-11-27T17:10:00Z');
  await expect(refuseAhead(out, null, now)).rejects.toThrow(
    `${AHEAD}, is of a time to come: a clock was set`,
  );
  await expect(refuseAhead(out, AHEAD, now)).resolves.toBeUndefined();
  await expect(refuseAhead(out, null, clockAt('2027-11-27T17:04:30Z'))).resolves.toBeUndefined();
  await expect(refuseAhead(join(out, 'none'), null, now)).resolves.toBeUndefined();
});
