import type { JSX } from 'preact';
import type { TargetSummary } from '../../contract/summary.ts';
import { percent } from '../format.ts';
import { billedTokens, QUALITY_HEADS, qualityRow } from '../quality-rows.ts';
import { TargetHeads, WideTable } from './section.tsx';
import { ShareBar } from './share-bar.tsx';
import { shown } from './shown.ts';

/** What quality each target gives for the tokens that its provider bills; nothing where nobody counted any. */
export function QualityTable({
  targets,
}: {
  readonly targets: readonly TargetSummary[];
}): JSX.Element | null {
  if (targets.every(({ metered }) => billedTokens(metered) === null)) return null;
  const rows = targets.map(({ id, quality, metered }) => qualityRow(id, quality.score, metered));
  const most = Math.max(...rows.map(({ perThousandTokens }) => perThousandTokens ?? 0));
  return (
    <>
      <h3>Quality for billed tokens</h3>
      <WideTable label="Quality for billed tokens, by target">
        <TargetHeads heads={[...QUALITY_HEADS, 'share of the best']} />
        <tbody>
          {rows.map(({ target, cells, perThousandTokens: worth }) => (
            <tr>
              <th scope="row">{shown(target)}</th>
              {cells.map((cell) => (
                <td class="number">{cell}</td>
              ))}
              <td class="number">{worth === null || most === 0 ? '-' : <ShareOf share={worth / most} />}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <p class="legend">
        Quality over the thousands of tokens that an attempt took, input and output, retries among them.
        Unknown where a provider counted no tokens of an attempt, or nothing is compared.
      </p>
    </>
  );
}

function ShareOf({ share }: { readonly share: number }): JSX.Element {
  return (
    <>
      {percent(share)} <ShareBar share={share} />
    </>
  );
}
