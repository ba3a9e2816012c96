// Writes the page of a run of 8,000 exchanges, of which every twentieth failed, to the file that is named.
import { writeFileSync } from 'node:fs';
import { renderHtml } from '../../src/reports/html/render-html.tsx';
import { detail, failedPage, row } from '../reports/html/sample-page.ts';
import { group, promptRow, report, target } from '../reports/sample-report.ts';

const TARGETS = Array.from({ length: 8 }, (_, at) => `target-${at + 1}`);
const PROMPTS = Array.from({ length: 500 }, (_, at) => `prompt-${at + 1}`);
const MODES = ['send', 'stream'] as const;
/** Kinds of failure, each with an example of so many characters. */
const KINDS = 60;
const SAID = 8_000;

const [file = ''] = process.argv.slice(2);
writeFileSync(file, largePage());

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
  const examples = failedPage('a value that nobody approved '.repeat(SAID / 29)).detail.examples;
  const rows = TARGETS.flatMap((id) => PROMPTS.map((promptId) => promptRow({ promptId, target: id })));
  const groups = failed.map(({ id }) => group({ example: id, message: `${id} differs` }));
  const targets = TARGETS.map((id) => target(id));
  return renderHtml({
    report: report({ verdict: 'fail', groups, prompts: rows, targets }, { exitCode: 1 }),
    detail: detail({
      cases,
      examples: failed.flatMap(({ id }) => examples.map((each) => ({ ...each, id }))),
    }),
    gate: null,
  });
}
