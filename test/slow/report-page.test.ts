import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/reports/html/render-html.tsx';
import { decision, detail, failedPage, probed, row, savings } from '../reports/html/sample-page.ts';
import { report } from '../reports/sample-report.ts';

const DEBIANS = '/usr/bin/chromium';
/** One that the environment names must be there; else Debian's, where it is. */
const CHROMIUM = process.env['CHROMIUM'] ?? (existsSync(DEBIANS) ? DEBIANS : null);

if (CHROMIUM === null)
  console.error(`the page is tried in no browser: ${DEBIANS} is not installed, and CHROMIUM names none`);

const HOSTILE = [
  '<script>document.title = "taken"</script>',
  '<img src="https://evil.example/a.png" onerror="document.title = \'taken\'">',
  '"><svg onload=alert(1)>',
  '\u001b[31m\u202eright to left',
  '::error::x%0Ay',
  '</pre></details></script><h1>PASS</h1>',
  'a line without end '.repeat(50_000),
].join('\n');

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly impact: string | null }[];
}

/** A browser on a machine that is busy takes its time. */
const PATIENT = { timeout: 120_000 };

describe.skipIf(CHROMIUM === null)('a page in a browser', () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'report-page-'));

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
  });

  /** Opens a page from its file, and gathers whatever it complains of or asks the network for. */
  async function open(
    html: string,
    options: {
      readonly hash?: string;
      readonly search?: string;
      readonly javaScriptEnabled?: boolean;
      readonly colorScheme?: 'dark';
    } = {},
  ): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
    const { hash = '', search = '', ...context } = options;
    const file = join(folder, `page-${Math.random()}.html`);
    writeFileSync(file, html);
    const page = await (await browser.newContext(context)).newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(`request: ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href + search + hash);
    return { page, complaints };
  }

  const judged = renderHtml({
    report: report(),
    detail: detail({ savings: [savings()], probed: [probed()] }),
    gate: decision(),
  });

  it('complains of nothing and asks for nothing, whatever a model said', async () => {
    const { page, complaints } = await open(renderHtml(failedPage(HOSTILE)), { hash: '#failure-1' });
    await page.waitForSelector('#cases tr');
    expect(await page.title()).toBe('FAIL: 20250401-120000-00ff');
    expect(await page.locator('h1').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'has nothing that an accessibility checker calls serious: %s',
    async (scheme) => {
      for (const html of [judged, renderHtml(failedPage('{"total":12}', '{"total":21}'))]) {
        const { page } = await open(html, {
          hash: '#failure-1',
          ...(scheme === 'dark' ? { colorScheme: 'dark' } : {}),
        });
        await page.waitForSelector('#cases tr');
        await page.evaluate(axe.source);
        const result = await page.evaluate<AxeResult>('axe.run()');
        const serious = result.violations.filter(
          ({ impact }) => impact === 'serious' || impact === 'critical',
        );
        expect(serious.map(({ id }) => id)).toEqual([]);
      }
    },
  );

  it('is no wider than a telephone, whatever stands on it', async () => {
    for (const text of ['x', HOSTILE]) {
      const { page } = await open(renderHtml(failedPage(text)));
      await page.setViewportSize({ width: 345, height: 900 });
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(345);
    }
  });

  it('opens what a link names', async () => {
    const { page } = await open(renderHtml(failedPage('x')), { hash: '#failure-1' });
    await expect.poll(() => page.locator('#failure-1').getAttribute('open'), PATIENT).not.toBeNull();
  });

  it('finds exchanges by words, also those that a link brings', async () => {
    const cases = Array.from({ length: 8_000 }, (_, at) => row({ id: `vllm-scout/prompt-${at}/send/1` }));
    const html = renderHtml({ report: report(), detail: detail({ cases }), gate: null });
    const { page } = await open(html, { search: '?find=prompt-777%20send' });
    await expect.poll(() => page.locator('#matches').textContent(), PATIENT).toBe('11 of 8000 match');
    await page.fill('#filter', 'prompt-7777');
    await expect.poll(() => page.locator('#cases tr').count(), PATIENT).toBe(1);
  });

  it('goes to the exchange that a link names, and to another from there', async () => {
    const ids = ['a/long-1/send/1', 'a/long-10/send/1', 'a/other/send/1'];
    const cases = ids.map((id) => row({ id }));
    const html = renderHtml({ report: report(), detail: detail({ cases }), gate: null });
    const { page, complaints } = await open(html, { hash: '#exchange/a/long-1/send/1' });
    await expect.poll(() => page.locator('#cases th').allTextContents(), PATIENT).toEqual([ids[0]]);
    await page.fill('#filter', 'other');
    await page.click('#cases th a');
    await expect.poll(() => page.url(), PATIENT).toMatch(/#exchange\/a\/other\/send\/1$/);
    await expect.poll(() => page.locator('#cases th').allTextContents(), PATIENT).toEqual([ids[2]]);
    expect(complaints).toEqual([]);
  });

  it('says all the same without scripts', async () => {
    const { page } = await open(renderHtml(failedPage('x')), { javaScriptEnabled: false });
    const text = await page.locator('body').innerText();
    for (const words of ['FAIL', 'Reasons not to trust', '1 of 1 did not pass'])
      expect(text).toContain(words);
    expect(await page.locator('#filter').isVisible()).toBe(false);
  });

  it('shows on paper what is folded on the screen', async () => {
    const { page } = await open(renderHtml(failedPage('what was observed')));
    const pdf = await page.pdf();
    expect(pdf.length).toBeGreaterThan(10_000);
    expect(
      await page.evaluate<boolean>(
        "dispatchEvent(new Event('beforeprint')), document.querySelector('#failure-1').open",
      ),
    ).toBe(true);
  });
});
