// The report of a run of so many exchanges in every form, as it ships; the run is one that compare-loop wrote.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeReportFiles } from '../../src/runs/report/report.ts';
import { measure } from './measure.ts';

const [count = '', folder = ''] = process.argv.slice(2);
const n = Number(count);
const out = join(folder, `compared-${n}`);
const [run = ''] = readdirSync(out);
const files = ['report.html', 'report.md', 'report.xml', 'report.json'].map((name) => join(folder, name));
const config = join(folder, 'llama-contract.config.yaml');

await measure(n, async () => {
  await writeReportFiles({
    run,
    out,
    nowMs: Date.now(),
    config,
    files,
    inRepository: '',
    gate: null,
    trends: () => Promise.resolve([]),
    decisions: () => Promise.resolve([]),
    onUnreadable: () => undefined,
    compare: () => Promise.reject(new Error('no migration is of this run')),
  });
});
process.exit(0);
