import { expect, it } from 'vitest';
import type { RunOrigin } from '../../src/contract/runs/origin.ts';
import { describeOrigin } from '../../src/reports/words/describe-origin.ts';
import { renderHtml } from '../../src/reports/html/render-html.tsx';
import { REPORTERS } from '../../src/reports/formats/registry.ts';
import { detail } from './html/sample-page.ts';
import { report } from './sample-report.ts';

const origin: RunOrigin = {
  by: 'Ada <ada@clients.example>',
  commit: '0123456789abcdef0123456789abcdef01234567',
  dirty: true,
  link: 'https://ci.example/job/1?a=1&b=<i>',
  host: { kind: 'ci', name: 'GitHub Actions' },
};
const { identity } = report();
const made = report({}, { identity: { ...identity, origin } });

it('says in few words who had a run made, of what and where, and leaves out what nobody knows', () => {
  expect(describeOrigin(origin)).toEqual([
    'by Ada',
    'commit 0123456789ab, with changes',
    'on GitHub Actions',
  ]);
  const unknown: RunOrigin = {
    by: null,
    commit: null,
    dirty: null,
    link: null,
    host: { kind: 'container', name: null },
  };
  expect(describeOrigin(unknown)).toEqual(['on a container']);
  expect(describeOrigin(null)).toEqual([]);
});

it('stands in every report of a run, and a link to its job where it can be followed', () => {
  const wide = { colour: false, columns: 200 };
  expect(REPORTERS.console(wide).render(made)).toContain(
    'by Ada · commit 0123456789ab, with changes · on GitHub Actions',
  );
  const markdown = REPORTERS.markdown().render(made);
  expect(markdown).toContain('by Ada');
  expect(markdown).toContain('<https://ci.example/job/1?a=1&b=%3Ci%3E>');
  expect(JSON.parse(REPORTERS.json().render(made)).origin).toEqual(origin);
  const { environment } = JSON.parse(REPORTERS.ctrf().render(made)).results;
  expect(environment).toMatchObject({ commit: origin.commit, buildUrl: origin.link, extra: { origin } });
  const junit = REPORTERS.junit().render(made);
  expect(junit).toContain(`<property name="commit" value="${origin.commit}"/>`);
  const page = renderHtml({ report: made, detail: detail(), gate: null });
  expect(page).toContain('<a href="https://ci.example/job/1?a=1&amp;b=&lt;i>');
  expect(page).toContain('0123456789abcdef0123456789abcdef01234567 (with changes)');
  expect(page.slice(0, page.indexOf('<main>'))).toContain('by Ada');
});
