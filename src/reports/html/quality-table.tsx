import type { JSX } from 'preact';
import { qualityPerThousandTokens } from '../../contract/quality-for-tokens.ts';
import type { TargetSummary } from '../../contract/summary.ts';
import { count } from '../format.ts';
import { TargetHeads, WideTable } from './section.tsx';
import { ShareBar } from './share-bar.tsx';
import { shown } from './shown.ts';

const HEADS = ['quality', 'attempts', 'of which unmetered', 'billed tokens', 'quality for 1,000 tokens'];

/** What quality each target gives for the tokens that its provider bills; nothing where nobody counted any. */
export function QualityTable({
  targets,
}: {
  readonly targets: readonly TargetSummary[];
}): JSX.Element | null {
  const rows = targets.map(({ id, quality, metered }) => ({
    id,
    score: quality.score,
    metered,
    worth: qualityPerThousandTokens(quality.score, metered),
  }));
  const billed = rows.some(
    ({ metered }) => metered !== null && metered.inputTokens + metered.outputTokens > 0,
  );
  if (!billed) return null;
  const most = Math.max(...rows.map(({ worth }) => worth ?? 0));
  return (
    <>
      <h3>Quality for billed tokens</h3>
      <WideTable label="Quality for billed tokens, by target">
        <TargetHeads heads={HEADS} />
        <tbody>
          {rows.map(({ id, score, metered, worth }) => (
            <tr>
              <th scope="row">{shown(id)}</th>
              <td class="number">{score === null ? 'unknown' : score.toFixed(3)}</td>
              <td class="number">{metered === null ? 'unknown' : count(metered.attempts)}</td>
              <td class="number">{metered === null ? 'unknown' : count(metered.unmetered)}</td>
              <td class="number">{billedOf(metered)}</td>
              <td class="number">
                {worth === null ? 'unknown' : worth.toFixed(3)}{' '}
                <ShareBar share={worth === null || most === 0 ? null : worth / most} />
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <p class="legend">
        Quality over the thousands of tokens that an attempt took, input and output, retries among them. The
        bar is the share of the best here. Unknown where a provider counted no tokens of an attempt, or
        nothing is compared.
      </p>
    </>
  );
}

/** Of attempts that nobody counted there may be more. */
function billedOf(metered: TargetSummary['metered']): string {
  if (metered === null || metered.attempts === metered.unmetered) return 'unknown';
  const tokens = count(metered.inputTokens + metered.outputTokens);
  return metered.unmetered === 0 ? tokens : `at least ${tokens}`;
}
