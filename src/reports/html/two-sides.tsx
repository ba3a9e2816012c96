import type { JSX } from 'preact';
import type { SidesDetail } from '../../contract/runs/run-detail.ts';
import { evidenceOf, noiseLegend } from '../words/difference-lines.ts';
import { count, interval, percent } from '../text/format.ts';
import { Section, WideTable } from './section.tsx';
import { shown } from './shown.ts';

const FIGURES = ['prompts', 'differ', 'rate [95%]', 'noise', 'evidence'];

/** Where the candidate of each migration differs from its baseline, beside how much the baseline differs from itself. */
export function TwoSides({ comparisons }: { readonly comparisons: readonly SidesDetail[] }): JSX.Element {
  if (comparisons.length === 0) {
    return (
      <Section id="sides" title="Differences and noise">
        <p>
          This run asked both sides of no migration: each target is held against goldens alone, and of no
          answer is it known how much it differs from the next.
        </p>
      </Section>
    );
  }
  return (
    <>
      {comparisons.map((sides, at) => (
        <Section
          id={`sides-${at + 1}`}
          title={`Differences of ${shown(sides.candidate)} from ${shown(sides.baseline)}, and noise`}
        >
          <Dimensions sides={sides} />
        </Section>
      ))}
    </>
  );
}

function Dimensions({ sides }: { readonly sides: SidesDetail }): JSX.Element {
  const { migration, dimensions, problem } = sides;
  if (problem !== null) return <p>They were not compared: {shown(problem)}</p>;
  const differing = dimensions.filter((row) => row.differing > 0 || (row.noise ?? 0) > 0);
  return (
    <>
      {differing.length === 0 ? (
        <p>No dimension differs.</p>
      ) : (
        <WideTable label={`Differences by dimension, migration ${shown(migration)}`}>
          <thead>
            <tr>
              <th scope="col">dimension</th>
              {FIGURES.map((head) => (
                <th scope="col" class="number">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {differing.map((row) => (
              <tr>
                <th scope="row">{row.dimension}</th>
                <td class="number">{count(row.prompts)}</td>
                <td class="number">{count(row.differing)}</td>
                <td class="number">
                  {percent(row.rate)} {interval(row)}
                </td>
                <td class="number">{row.noise === null ? 'not known' : count(row.noise)}</td>
                <td class="number">{row.evidence === null ? '-' : evidenceOf(row.evidence)}</td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
      <p class="legend">
        Migration {shown(migration)}, in prompts. {noiseLegend(dimensions)}
      </p>
    </>
  );
}
