import type { JSX } from 'preact';
import type { TargetSavings } from '../../contract/runs/run-detail.ts';
import { count, percent } from '../text/format.ts';
import { describeSavings, savingRows } from '../verbs/saving-rows.ts';
import { WideTable } from './section.tsx';
import { ShareBar } from './share-bar.tsx';
import { shown } from './shown.ts';

const FIGURES = ['requests', 'input tokens', 'of its input', 'accepted as they were'];

/** What caches and shorter inputs would have saved, target by target. */
export function SavingsTable({ savings }: { readonly savings: readonly TargetSavings[] }): JSX.Element {
  return (
    <>
      {savings.map(({ target, currency, savings: of }) => (
        <>
          <h3>{shown(target)}</h3>
          <p class="legend">{describeSavings(of)}</p>
          <WideTable label={`What would have been saved on ${shown(target)}`}>
            <thead>
              <tr>
                <th scope="col">by</th>
                {FIGURES.map((head) => (
                  <th scope="col" class="number">
                    {head}
                  </th>
                ))}
                <th scope="col">saved</th>
              </tr>
            </thead>
            <tbody>
              {savingRows(of, currency).map(({ what, requests, tokens, share, saved, accepted }) => (
                <tr>
                  <th scope="row">{what}</th>
                  <td class="number">{count(requests)}</td>
                  <td class="number">{count(tokens)}</td>
                  <td class="number">
                    {percent(share)} <ShareBar share={share} />
                  </td>
                  <td class="number">{accepted === null ? '-' : count(accepted)}</td>
                  <td>{shown(saved)}</td>
                </tr>
              ))}
            </tbody>
          </WideTable>
        </>
      ))}
      <p class="legend">
        By the prices of the configuration as it was when this page was made. A cache keeps how requests begin
        for so long after they were last asked, and saves what another prompt had asked before. Of inputs that
        would have been cut, so many had answers that were accepted as they were: what is cut may be what
        these needed.
      </p>
    </>
  );
}
