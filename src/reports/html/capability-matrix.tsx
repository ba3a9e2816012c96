import type { JSX } from 'preact';
import type { CapabilityFile } from '../../contract/probe/capability-file.ts';
import { minuteOf } from '../text/format.ts';
import { probeMatrix } from '../verbs/probe-matrix.ts';
import { WideTable } from './section.tsx';
import { shown } from './shown.ts';

/** What probes found of targets, bit by bit and with their limits, and when each was asked. */
export function CapabilityMatrix({ files }: { readonly files: readonly CapabilityFile[] }): JSX.Element {
  const lies = files.flatMap(({ endpoint, lies: named }) =>
    named.map((lie) => ({ target: endpoint.target, lie })),
  );
  return (
    <>
      {lies.length > 0 && (
        <ul>
          {lies.map(({ target, lie }) => (
            <li>
              <strong class="ill">LIE</strong> {shown(target)}: {shown(lie)}
            </li>
          ))}
        </ul>
      )}
      <WideTable label="What endpoints were found to do, by target">
        <thead>
          <tr>
            <th scope="col">found by probe</th>
            {files.map(({ endpoint, at, source }) => (
              <th scope="col">
                {shown(endpoint.target)}
                <br />
                {minuteOf(at)}
                {source === 'simulate' && <span class="tag">SYNTHETIC</span>}
              </th>
            ))}
          </tr>
        </thead>
        {probeMatrix(files).map(({ title, rows }) => (
          <tbody>
            <tr>
              <th scope="rowgroup" class="group" colSpan={files.length + 1}>
                {title}
              </th>
            </tr>
            {rows.map(({ what, cells }) => (
              <tr>
                <th scope="row">{shown(what)}</th>
                {cells.map((cell) => (
                  <td>{shown(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </WideTable>
      <p class="legend">
        From the capability files that the configuration names. Found then, and not by this run; a lie is what
        an endpoint says or accepts and does not do.
      </p>
    </>
  );
}
