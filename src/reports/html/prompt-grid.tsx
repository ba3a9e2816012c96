import type { JSX } from 'preact';
import type { PromptRow, Summary } from '../../contract/runs/summary.ts';
import { WideTable } from './section.tsx';
import { shown } from './shown.ts';

/** Each prompt on each target: a mark and a word for the worst that became of its exchanges. */
export function PromptGrid({ summary }: { readonly summary: Summary }): JSX.Element {
  const targets = summary.targets.map(({ id }) => id);
  const byPrompt = Map.groupBy(summary.prompts, ({ promptId }) => promptId);
  return (
    <WideTable label="Prompts by targets">
      <thead>
        <tr>
          <th scope="col">prompt</th>
          {targets.map((target) => (
            <th scope="col">{shown(target)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...byPrompt].map(([promptId, rows]) => (
          <tr>
            <th scope="row">{shown(promptId)}</th>
            {targets.map((target) => {
              const row = rows.find((each) => each.target === target);
              if (row === undefined) return <td>-</td>;
              const state = worstOf(row);
              return <td class={state === 'passed' ? undefined : 'ill'}>{MARKS[state]}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

const MARKS = {
  failed: '✗ failed',
  errored: '! errored',
  missing: '… missing',
  unproven: '? unproven',
  skipped: '– skipped',
  passed: '✓',
} as const;

const WORST_FIRST = ['failed', 'errored', 'missing', 'unproven', 'skipped'] as const;

function worstOf(row: PromptRow): keyof typeof MARKS {
  return WORST_FIRST.find((state) => row[state] > 0) ?? 'passed';
}
