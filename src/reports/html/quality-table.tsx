import type { JSX } from 'preact';
import type { RouteWorth } from '../../contract/routing/route-worth.ts';
import type { TargetSummary } from '../../contract/runs/summary.ts';
import { percent } from '../text/format.ts';
import {
  billedTokens,
  QUALITY_HEADS,
  qualityRow,
  ROUTE_HEADS,
  routeQualityRow,
  type QualityRow,
} from '../verbs/quality-rows.ts';
import { TargetHeads, WideTable } from './section.tsx';
import { ShareBar } from './share-bar.tsx';
import { shown } from './shown.ts';

/** What quality targets and routes give for the tokens that providers bill; nothing where nobody counted any. */
export function QualityTable({
  targets,
  routes,
}: {
  readonly targets: readonly TargetSummary[];
  readonly routes: readonly RouteWorth[];
}): JSX.Element | null {
  if (targets.every(({ metered }) => billedTokens(metered) === null)) return null;
  const rows = targets.map(({ id, quality, metered }) => qualityRow(id, quality.score, metered));
  return (
    <>
      <h3>Quality for billed tokens</h3>
      <Rows of="target" label="Quality for billed tokens, by target" heads={QUALITY_HEADS} rows={rows} />
      <p class="legend">
        Quality over the thousands of tokens that an attempt took, input and output, retries among them.
        Unknown where a provider counted no tokens of an attempt, or nothing is compared.
      </p>
      {routes.length > 0 && (
        <>
          <h3>Quality for billed tokens by route</h3>
          <Rows
            of="route"
            label="Quality for billed tokens, by route"
            heads={ROUTE_HEADS}
            rows={routes.map(routeQualityRow)}
          />
          <p class="legend">
            Prompts by the rule of the built-in routing policy and the target that it would have sent them to
            when the run ended, and what that target's own answers to them came to.
          </p>
        </>
      )}
    </>
  );
}

function Rows({
  of,
  label,
  heads,
  rows,
}: {
  readonly of: string;
  readonly label: string;
  readonly heads: readonly string[];
  readonly rows: readonly QualityRow[];
}): JSX.Element {
  const most = Math.max(...rows.map(({ perThousandTokens }) => perThousandTokens ?? 0));
  return (
    <WideTable label={label}>
      <TargetHeads of={of} heads={[...heads, 'share of the best']} />
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
  );
}

function ShareOf({ share }: { readonly share: number }): JSX.Element {
  return (
    <>
      {percent(share)} <ShareBar share={share} />
    </>
  );
}
