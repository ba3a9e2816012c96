// Takes the picture of a report that the README shows: `npm run picture`. Times differ from run to run, so it is taken on
// purpose and never by a test.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import sharp from 'sharp';

const ROOT = resolve(import.meta.dirname, '../..');
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const SIDES = ['watsonx-maverick', 'vllm-scout'];
/** Who ran it is on the page. https://git-scm.com/docs/git-config#Documentation/git-config.txt-GITCONFIGCOUNT */
const ADA = {
  GIT_CONFIG_COUNT: '2',
  GIT_CONFIG_KEY_0: 'user.name',
  GIT_CONFIG_VALUE_0: 'Ada Lovelace',
  GIT_CONFIG_KEY_1: 'user.email',
  GIT_CONFIG_VALUE_1: 'ada@example.org',
};
const [WIDTH, HEIGHT] = [1200, 2150];

/** One side answers a total as text, and ends streams without saying why. */
const FAULTS = [
  {
    match: { target: 'vllm-scout', prompt: 'invoice-ambiguous-date' },
    at: 'headers',
    answer: 'retype',
    pointer: '/total',
  },
  { match: { target: 'vllm-scout', mode: 'stream', share: 0.08 }, wire: 'drop-finish' },
];

function run(args: readonly string[], exitCodes: readonly number[]): void {
  const { status } = spawnSync(process.execPath, [join(ROOT, 'dist/cli.js'), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...ADA },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (!exitCodes.includes(status ?? -1)) throw new Error(`${args.join(' ')} ended with ${status}`);
}

const folder = mkdtempSync(join(tmpdir(), 'llama-contract-'));
try {
  const [faults, out, page] = ['faults.json', 'runs', 'report.html'].map((name) => join(folder, name));
  writeFileSync(faults ?? '', JSON.stringify({ faults: FAULTS }));
  const asked = ['--target', ...SIDES, '--suite', 'extraction', 'bug-triage', '--faults', faults ?? ''];
  run(['verify', ...asked, '--out', out ?? ''], [1]);
  const gate = ['--stage', 'shadow', '--migration', 'watsonx-retires-maverick', '--allow-synthetic'];
  run(['report', '-o', page ?? '', '--out', out ?? '', ...gate], [0]);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  const view = await browser.newPage({ colorScheme: 'light', viewport: { width: WIDTH, height: HEIGHT } });
  await view.goto(pathToFileURL(page ?? '').href);
  await view.waitForSelector('#cases tr');
  await view.locator('.failure > summary', { hasText: 'type-changed' }).click();
  const taken = await view.screenshot({ fullPage: false });
  await browser.close();
  await sharp(taken)
    .png({ palette: true, colours: 48, compressionLevel: 9 })
    .toFile(join(ROOT, 'docs/report.png'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
