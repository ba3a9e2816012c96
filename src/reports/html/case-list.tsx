import { deflateRawSync } from 'node:zlib';
import type { JSX } from 'preact';
import type { CaseRow } from '../../contract/runs/run-detail.ts';
import { count, milliseconds } from '../text/format.ts';
import { EXCHANGE_LINK, linkTo } from './link-to.ts';
import { NUMBERS } from './page-script.ts';
import { WideTable } from './section.tsx';
import { shown } from './shown.ts';

/** So many stand in the page for readers without scripts: what did not pass first. */
const MOST_PLAIN = 100;
/** A finding as it stands in a row. */
const MOST_WORDS = 160;

/** Exchanges, to be looked through by words: packed for the script, and the worst of them for everybody. */
export function CaseList({ cases }: { readonly cases: readonly CaseRow[] }): JSX.Element {
  const worstFirst = [...cases.filter(isOff), ...cases.filter((row) => !isOff(row))];
  const rows = worstFirst.map(({ id, state, latencyMs, attempts, finding }) => [
    shown(id, MOST_WORDS),
    state,
    milliseconds(latencyMs),
    count(attempts),
    finding === null ? '' : shown(finding, MOST_WORDS),
  ]);
  const bad = rows.slice(0, cases.filter(isOff).length);
  const packed = deflateRawSync(JSON.stringify(rows)).toString('base64');
  return (
    <>
      <p class="scripted" hidden>
        <label>
          Words to look for: <input type="search" id="filter" size={40} />
        </label>{' '}
        <output id="matches" for="filter" />
      </p>
      <p class="unscripted">
        {bad.length === 0
          ? 'All passed.'
          : `${count(bad.length)} of ${count(rows.length)} did not pass${bad.length > MOST_PLAIN ? `; the first ${MOST_PLAIN}:` : ':'}`}
      </p>
      <WideTable label="Exchanges">
        <thead>
          <tr>
            {['exchange', 'state', 'latency', 'attempts', 'finding'].map((head, at) => (
              <th scope="col" class={isNumber(at) ? 'number' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody id="cases">
          {bad.slice(0, MOST_PLAIN).map(([id = '', ...cells]) => (
            <tr id={`${EXCHANGE_LINK}${id}`}>
              <th scope="row">
                <a href={linkTo(id)}>{id}</a>
              </th>
              {cells.map((cell, at) => (
                <td class={isNumber(at + 1) ? 'number' : undefined}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </WideTable>
      <script type="application/octet-stream" id="packed">
        {packed}
      </script>
    </>
  );
}

/** Of the columns latency and attempts. */
function isNumber(column: number): boolean {
  return NUMBERS.includes(column);
}

function isOff({ state }: CaseRow): boolean {
  return state !== 'passed';
}
