import type { JSX } from 'preact';
import type { TargetDetail } from '../../contract/runs/run-detail.ts';
import { count } from '../text/format.ts';
import { TargetHeads, WideTable } from './section.tsx';
import { shown } from './shown.ts';

const HEADS = [
  'input tokens',
  'of these cached',
  'output tokens',
  'of these reasoning',
  'answers without both counts',
];

/** Unknown is not 0. */
function known(tokens: number | null): string {
  return tokens === null ? '-' : count(tokens);
}

/** Tokens as the providers count them. */
export function TokenTable({ targets }: { readonly targets: readonly TargetDetail[] }): JSX.Element {
  return (
    <WideTable label="Tokens by target">
      <TargetHeads heads={HEADS} />
      <tbody>
        {targets.map((target) => (
          <tr>
            <th scope="row">{shown(target.id)}</th>
            <td class="number">{known(target.inputTokens)}</td>
            <td class="number">{known(target.cachedTokens)}</td>
            <td class="number">{known(target.outputTokens)}</td>
            <td class="number">{known(target.reasoningTokens)}</td>
            <td class="number">{count(target.uncounted)}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
