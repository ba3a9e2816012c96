import type { JSX } from 'preact';
import type { MoneyRange, TargetCost } from '../../contract/cost.ts';
import { moneyRange } from '../describe-cost.ts';
import { count } from '../format.ts';
import { TargetHeads, WideTable } from './section.tsx';
import { shown } from './shown.ts';

const HEADS = [
  'total',
  'input',
  'output',
  'for each answer that met its contract',
  'attempts',
  'of which unmetered',
  'quality for 1,000 tokens',
  'price of',
];

/** What each target's attempts cost, and where its price stands. */
export function CostTable({ costs }: { readonly costs: readonly TargetCost[] }): JSX.Element {
  return (
    <WideTable label="Cost by target">
      <TargetHeads heads={HEADS} />
      <tbody>
        {costs.map(({ target, invoice, attempts, unmetered, qualityPerThousandTokens: quality }) => (
          <tr>
            <th scope="row">{shown(target)}</th>
            <td class="number">
              {amount(invoice?.total)} {shown(invoice?.currency ?? '')}
            </td>
            <td class="number">{amount(invoice?.input)}</td>
            <td class="number">{amount(invoice?.output)}</td>
            <td class="number">{amount(invoice?.perAccepted)}</td>
            <td class="number">{count(attempts)}</td>
            <td class="number">{count(unmetered)}</td>
            <td class="number">{quality === null ? '-' : quality.toFixed(3)}</td>
            <td>{invoice === null ? '-' : shown(`${invoice.retrieved}, ${invoice.source}`)}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

function amount(range: MoneyRange | null | undefined): string {
  if (range === undefined) return 'unknown';
  return range === null ? '-' : moneyRange(range);
}
