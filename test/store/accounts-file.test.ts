import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { NO_DROPS } from '../../src/contract/traffic/traffic.ts';
import { readAccountsFile } from '../../src/store/run/accounts-file.ts';
import { digestLine } from '../../src/store/records/digest-line.ts';
import { runFile } from '../../src/store/run/layout.ts';

it('whoever wrote accounts before there was a reason dropped none for it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  const { yielded: _later, ...before } = { ...NO_DROPS, paused: 2 };
  const spent = { day: '2026-02-01', tokens: 0, picos: '0' };
  const { line } = digestLine(JSON.stringify({ unsampled: 1, dropped: before, waiting: 0, sent: 3, spent }));
  writeFileSync(runFile(folder, 'accounts'), `${line}\n`);
  expect(await readAccountsFile(folder)).toMatchObject({ dropped: { ...NO_DROPS, paused: 2 }, sent: 3 });
});
