import type { JSX } from 'preact';
import type { MoneyRange, TargetCost } from '../../contract/cost/cost.ts';
import { moneyRange, perAcceptedRange, spellPrice } from '../words/describe-cost.ts';
import { count } from '../text/format.ts';
import { TargetHeads, WideTable } from './section.tsx';
import { shown } from './shown.ts';

const HEADS = [
  'total',
  'input',
  'cached input',
  'output',
  'for each answer that met its contract [95%]',
  'attempts',
  'of which unmetered',
  'unpriced',
];

/** What each target's attempts cost. */
export function CostTable({ costs }: { readonly costs: readonly TargetCost[] }): JSX.Element {
  return (
    <WideTable label="Cost by target">
      <TargetHeads heads={HEADS} />
      <tbody>
        {costs.map(({ target, invoice, attempts, unmetered, unpriced }) => (
          <tr>
            <th scope="row">{shown(target)}</th>
            <td class="number">
              {amount(invoice?.total)} {shown(invoice?.currency ?? '')}
            </td>
            <td class="number">{amount(invoice?.input)}</td>
            <td class="number">{amount(invoice?.cachedInput)}</td>
            <td class="number">{amount(invoice?.output)}</td>
            <td class="number">{perAccepted(invoice)}</td>
            <td class="number">{count(attempts)}</td>
            <td class="number">{count(unmetered)}</td>
            <td class="number">{count(unpriced)}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

const LINE_HEADS = [
  'leg',
  'attempts',
  'input tokens',
  'of which cached',
  'output tokens',
  'total',
  'price of',
];

/** The lines of which each invoice is the sum: by leg, and by the price that held. */
export function InvoiceLines({ costs }: { readonly costs: readonly TargetCost[] }): JSX.Element {
  return (
    <WideTable label="Lines of the invoices">
      <TargetHeads heads={LINE_HEADS} />
      <tbody>
        {costs.flatMap(({ target, invoice }) =>
          (invoice?.lines ?? []).map((line) => (
            <tr>
              <th scope="row">{shown(target)}</th>
              <td>{shown(line.leg)}</td>
              <td class="number">{count(line.attempts)}</td>
              <td class="number">{count(line.inputTokens)}</td>
              <td class="number">{count(line.cachedTokens)}</td>
              <td class="number">{count(line.outputTokens)}</td>
              <td class="number">
                {amount(line.amounts?.total)} {line.amounts === null ? '' : shown(invoice?.currency ?? '')}
              </td>
              <td>{line.prices.length === 0 ? '-' : shown(line.prices.map(spellPrice).join(' or '))}</td>
            </tr>
          )),
        )}
      </tbody>
    </WideTable>
  );
}

function amount(range: MoneyRange | undefined): string {
  return range === undefined ? 'unknown' : moneyRange(range);
}

function perAccepted(invoice: TargetCost['invoice']): string {
  if (invoice === null) return 'unknown';
  return invoice.perAccepted === null ? '-' : perAcceptedRange(invoice.perAccepted);
}
