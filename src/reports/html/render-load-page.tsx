import { renderToStaticMarkup } from 'preact-render-to-string';
import type { LoadReport } from '../../contract/load/load-report.ts';
import type { Sample } from '../../contract/load/load.ts';
import { LoadPage } from './load-page.tsx';
import { PAGE_STYLE } from './page-style.ts';
import { sourceOf } from './source-of.ts';

/** One file that needs no network and runs no script. */
export function renderLoadPage(report: LoadReport, samples: readonly Sample[]): string {
  const policy = `default-src 'none'; style-src ${sourceOf(PAGE_STYLE)}; base-uri 'none'; form-action 'none'`;
  const body = renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width" />
        <title>{`load: ${report.run}`}</title>
        <style dangerouslySetInnerHTML={{ __html: PAGE_STYLE }} />
      </head>
      <body>
        <LoadPage report={report} samples={samples} />
      </body>
    </html>,
  );
  return `<!doctype html>\n${body}\n`;
}
