import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { renderHtml } from '../../dist/reports/html/render-html.js';
import { detail, failedPage, row } from '../reports/html/sample-page.ts';
import { group, promptRow, report, target } from '../reports/sample-report.ts';
import { median } from './median.ts';
import type { Row } from './row.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const TARGETS = Array.from({ length: 8 }, (_, at) => `target-${at + 1}`);
const PROMPTS = Array.from({ length: 500 }, (_, at) => `prompt-${at + 1}`);
const MODES = ['send', 'stream'] as const;
/** Kinds of failure, each with an example of so many characters. */
const KINDS = 60;
const SAID = 8_000;
const MOST_MS = 1_000;
const MOST_MB = 3;

/** Set in the page, before anything of it runs: when its exchanges can be looked through, and are painted. */
const WATCH = `globalThis.ready = new Promise((resolve) => {
  new MutationObserver((_, watch) => {
    if (!document.getElementById('matches')?.textContent) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
  }).observe(document, { childList: true, subtree: true, characterData: true });
});`;

/** A page of 8,000 exchanges, of which every twentieth failed. */
function largePage(): string {
  const ids = TARGETS.flatMap((id) =>
    PROMPTS.flatMap((prompt) =>
      MODES.map((mode) => ({ id: `${id}/${prompt}/${mode}/1`, prompt, target: id })),
    ),
  );
  const cases = ids.map((id, at) =>
    row(at % 20 === 0 ? { ...id, state: 'failed', finding: `/total is ${at} instead of 21` } : id),
  );
  const failed = cases.filter(({ state }) => state === 'failed').slice(0, KINDS);
  const said = failedPage('a value that nobody approved '.repeat(SAID / 29)).detail.examples;
  const rows = TARGETS.flatMap((id) => PROMPTS.map((promptId) => promptRow({ promptId, target: id })));
  const groups = failed.map(({ id }) => group({ example: id, message: `${id} differs` }));
  const targets = TARGETS.map((id) => target(id));
  return renderHtml({
    report: report({ verdict: 'fail', groups, prompts: rows, targets }, { exitCode: 1 }),
    detail: detail({ cases, examples: failed.flatMap(({ id }) => said.map((each) => ({ ...each, id }))) }),
    gate: null,
  });
}

/** From the start of a page's load until its exchanges can be looked through, in Debian's chromium; and its size. */
export async function measureLoad(times: number): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'llama-contract-load-'));
  const html = largePage();
  const file = join(folder, 'report.html');
  writeFileSync(file, html);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    const loads: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const page = await browser.newPage();
      await page.addInitScript(WATCH);
      await page.goto(pathToFileURL(file).href);
      await page.waitForSelector('#matches:not(:empty)');
      loads.push(await page.evaluate<number>('globalThis.ready'));
      await page.close();
    }
    const ms = median(loads);
    const megabytes = Buffer.byteLength(html) / 1e6;
    return [
      {
        what: 'until a page of 8,000 exchanges can be looked through, in a browser',
        bare: '',
        own: `${ms.toFixed(0)} ms`,
        ratio: null,
        spread: `${Math.min(...loads).toFixed(0)}-${Math.max(...loads).toFixed(0)}`,
        goal: `<= ${MOST_MS} ms`,
        met: ms <= MOST_MS ? 'met' : 'NOT MET',
      },
      {
        what: 'its size',
        bare: '',
        own: `${megabytes.toFixed(2)} MB`,
        ratio: null,
        spread: '',
        goal: `<= ${MOST_MB} MB`,
        met: megabytes <= MOST_MB ? 'met' : 'NOT MET',
      },
    ];
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
