import type { JSX } from 'preact';
import type { RunOrigin } from '../../contract/runs/origin.ts';
import type { Report } from '../../contract/runs/report.ts';
import type { RunDetail } from '../../contract/runs/run-detail.ts';
import { shown } from './shown.ts';

/** Of a configuration as a person writes one. */
const MOST_SETTINGS = 60_000;

/** Enough to make the run again, and to tell whether it is the one that was signed. */
export function Appendix(props: { readonly report: Report; readonly detail: RunDetail }): JSX.Element {
  const { report, detail } = props;
  const { identity, summary, seed, baseline, source, contentRoot, paths } = report;
  const facts: readonly (readonly [string, string])[] = [
    ['run', identity.run],
    ['ended', identity.endedAt],
    ['source', source],
    ['seed', String(seed)],
    ['baseline', baseline],
    ['suites', report.suites.join(', ')],
    ['modes', detail.modes.join(', ')],
    ['asked as', detail.argv.join(' ')],
    ...originFacts(identity.origin),
    ['evidence root', summary.evidenceRoot ?? 'none: the run is not sealed'],
    ['content root', contentRoot],
    ...Object.entries(detail.hashes).map(([name, hash]) => [`hash of ${name}`, hash] as const),
    ...Object.entries(detail.versions).map(([name, version]) => [`version of ${name}`, version] as const),
    ...Object.entries(paths).map(([name, path]) => [`path of ${name}`, path] as const),
  ];
  return (
    <>
      <dl>
        {facts.map(([name, value]) => (
          <div>
            <dt>{shown(name)}</dt>
            <dd>
              <code>{shown(value)}</code>
            </dd>
          </div>
        ))}
      </dl>
      {detail.settings === null ? (
        <p>The configuration is not shown: it was changed since this run, or is not at hand.</p>
      ) : (
        <details>
          <summary>Effective configuration: secrets are in it by the names of their variables</summary>
          <pre>{shown(detail.settings, MOST_SETTINGS)}</pre>
        </details>
      )}
    </>
  );
}

function originFacts(origin: RunOrigin | null): readonly (readonly [string, string])[] {
  if (origin === null) return [['made by', 'not kept']];
  const { by, commit, dirty, link, host } = origin;
  const changes = { true: ' (with changes)', false: ' (without changes)', null: '' } as const;
  return [
    ['made by', by ?? 'nobody says'],
    ['commit', commit === null ? 'none is known' : `${commit}${changes[`${dirty}`]}`],
    ['made on', host.name ?? host.kind],
    ...(link === null ? [] : [['job', link] as const]),
  ];
}
