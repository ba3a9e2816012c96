import { hash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/contract/runs/report.ts';
import { encodeReport } from '../../src/store/run/encode-report.ts';
import { signSummary, UNSIGNED } from '../../src/store/run/sign-summary.ts';
import { readReport } from '../../src/store/run/read-report.ts';
import { group, report } from '../reports/sample-report.ts';

const MANIFEST = '{}';

function encoded(each: Report): string {
  return encodeReport(each, hash('sha256', MANIFEST));
}

/** An edited text, as if it had been sealed so. */
function sealedSo(content: string): string {
  return signSummary(content.replace(/"digest": "[0-9a-f]{64}"/, UNSIGNED));
}

function written(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'read-report-'));
  writeFileSync(join(folder, 'run.json'), MANIFEST);
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
    for (const each of REPORTS) expect(await readReport(written(encoded(each)))).toEqual(each);
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
      sealedSo(encoded(report()).replace('"baseline": "reference"', '"baseline": 1')),
    ],
    [
      'fewer times than targets',
      sealedSo(encoded(report()).replace(/"timeToFirstToken": \[[^]*?\n {4}\]/, '"timeToFirstToken": []')),
    ],
  ])('with %s is refused, with its place and how to judge it anew', async (_what, content) => {
    await expect(readReport(written(content))).rejects.toMatchObject({
      problems: [
        { message: expect.stringContaining('summary.json'), mend: expect.stringContaining('--rejudge') },
      ],
    });
  });
});
