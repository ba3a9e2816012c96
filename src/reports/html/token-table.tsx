import type { JSX } from 'preact';
import type { TargetDetail } from '../../contract/run-detail.ts';
import { count, milliseconds } from '../format.ts';
import { WideTable } from './section.tsx';
import { shown } from './shown.ts';

/** Tokens as the providers count them, and the longest silences. */
export function TokenTable({ targets }: { readonly targets: readonly TargetDetail[] }): JSX.Element {
  return (
    <WideTable label="Tokens by target">
      <thead>
        <tr>
          <th scope="col">target</th>
          {['input tokens', 'output tokens', 'answers that count none', 'longest silence p95'].map((head) => (
            <th scope="col" class="number">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {targets.map(({ id, inputTokens, outputTokens, uncounted, stallP95Ms }) => (
          <tr>
            <th scope="row">{shown(id)}</th>
            <td class="number">{count(inputTokens)}</td>
            <td class="number">{count(outputTokens)}</td>
            <td class="number">{count(uncounted)}</td>
            <td class="number">{milliseconds(stallP95Ms)}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
