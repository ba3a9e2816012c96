import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/contract/report.ts';
import { encodeReport } from '../../src/store/encode-report.ts';
import { readReport } from '../../src/store/read-report.ts';
import { group, report } from '../reports/sample-report.ts';

function written(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'read-report-'));
  writeFileSync(join(folder, 'summary.json'), content);
  return folder;
}

const REPORTS: readonly Report[] = [
  report(),
  report(
    { verdict: 'fail', groups: [group()], stale: ['a'], unpassed: [{ what: 'mode', id: 'stream' }] },
    { exitCode: 1 },
  ),
  report({}, { strength: null, mends: [{ kind: 'connection', targets: ['a'], mend: 'start it' }] }),
];

describe('a sealed report', () => {
  it('is read as it was written', async () => {
    for (const each of REPORTS) expect(await readReport(written(encodeReport(each)))).toEqual(each);
  });

  it('of a run that has not ended is none, and how to go on is said', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'read-report-'));
    await expect(readReport(folder)).rejects.toMatchObject({
      problems: [{ mend: expect.stringContaining('--resume') }],
    });
  });

  it.each([
    ['no JSON', 'x'],
    [
      'a number where a text belongs',
      encodeReport(report()).replace('"baseline": "reference"', '"baseline": 1'),
    ],
    [
      'fewer times than targets',
      encodeReport(report()).replace(/"timeToFirstToken": \[[^]*?\n {4}\]/, '"timeToFirstToken": []'),
    ],
  ])('with %s is refused, with its place and how to judge it anew', async (_what, content) => {
    await expect(readReport(written(content))).rejects.toMatchObject({
      problems: [
        { message: expect.stringContaining('summary.json'), mend: expect.stringContaining('--rejudge') },
      ],
    });
  });
});
