import { renderToStaticMarkup } from 'preact-render-to-string';
import { outline } from '../formats/outline.ts';
import { Page, type PageParts } from './page.tsx';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';
import { sourceOf } from './source-of.ts';

/**
 * One file that needs no network and no script: nothing but its own style and script is let run, by their hashes.
 */
export function renderHtml(parts: PageParts): string {
  const policy = `default-src 'none'; style-src ${sourceOf(PAGE_STYLE)}; script-src ${sourceOf(PAGE_SCRIPT)}; base-uri 'none'; form-action 'none'`;
  const { report, gate } = parts;
  const verdict = gate === null ? outline(report).verdict : gate.verdict.toUpperCase();
  const body = renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width" />
        <title>{`${verdict}: ${report.identity.run}`}</title>
        <style dangerouslySetInnerHTML={{ __html: PAGE_STYLE }} />
      </head>
      <body>
        <Page {...parts} />
        <script dangerouslySetInnerHTML={{ __html: PAGE_SCRIPT }} />
      </body>
    </html>,
  );
  return `<!doctype html>\n${body}\n`;
}
