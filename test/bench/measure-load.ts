import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { median } from './median.ts';
import type { Row } from './row.ts';
import { compiled } from './run-child.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
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

/** From the start of a page's load until its exchanges can be looked through, in Debian's chromium; and its size. */
export async function measureLoad(times: number): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'llama-contract-load-'));
  const file = join(folder, 'report.html');
  execFileSync(process.execPath, [compiled('large-page.js'), file]);
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
    const megabytes = statSync(file).size / 1e6;
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
