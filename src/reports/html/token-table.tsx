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
  'answers that count none',
];

/** Unknown is not 0. */
function ofThese(tokens: number | null): string {
  return tokens === null ? '-' : count(tokens);
}

/** No answer has an input of no token: where none was counted, nobody answered, or nobody counts. */
function counted({ inputTokens, outputTokens }: TargetDetail) {
  return inputTokens > 0 ? { input: inputTokens, output: outputTokens } : { input: null, output: null };
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
            <td class="number">{ofThese(counted(target).input)}</td>
            <td class="number">{ofThese(target.cachedTokens)}</td>
            <td class="number">{ofThese(counted(target).output)}</td>
            <td class="number">{ofThese(target.reasoningTokens)}</td>
            <td class="number">{count(target.uncounted)}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
