import type { JSX } from 'preact';
import { isJsonHabit, JSON_HABITS } from '../../contract/findings/json-habits.ts';
import type { Summary } from '../../contract/runs/summary.ts';
import { TRUNCATION_CLASSES } from '../../contract/exchanges/truncation.ts';
import { countLossless, describeLost, listDefaulted } from '../words/describe-carriage.ts';
import { count } from '../text/format.ts';
import { Section, WideTable } from './section.tsx';
import { shown } from './shown.ts';

/** So many exchanges of a target, and what they have in common. */
interface Entry {
  readonly target: string;
  readonly what: string;
  readonly count: number;
}

interface Ledger {
  readonly id: string;
  readonly title: string;
  /** What a row is. */
  readonly row: string;
  entriesOf(summary: Summary): readonly Entry[];
}

const LEDGERS: readonly Ledger[] = [
  {
    id: 'errors',
    title: 'Errors by kind',
    row: 'kind',
    entriesOf: ({ targets }) =>
      targets.flatMap(({ id, errorKinds }) => entries(id, errorKinds, (kind) => kind)),
  },
  {
    id: 'truncation',
    title: 'Truncation by class',
    row: 'class',
    entriesOf: ({ targets }) =>
      targets.some(({ truncation }) =>
        TRUNCATION_CLASSES.some((name) => name !== 'complete' && truncation[name] > 0),
      )
        ? targets.flatMap(({ id, truncation }) => entries(id, truncation, (name) => name))
        : [],
  },
  {
    id: 'habits',
    title: 'What answers do to JSON',
    row: 'habit',
    entriesOf: ({ targets }) =>
      targets.flatMap(({ id, jsonHabits }) =>
        entries(id, jsonHabits, (code) => (isJsonHabit(code) ? JSON_HABITS[code] : code)),
      ),
  },
  {
    id: 'carriage',
    title: 'What becomes of what is asked',
    row: 'exchanges',
    entriesOf: (summary) => [
      ...describeLost(summary),
      ...listDefaulted(summary.carriage).map((row) => ({
        ...row,
        what: `defaulted ${row.what}: requests leave it open`,
      })),
      ...summary.targets.flatMap(({ id: target }) => {
        const { lossless, asked } = countLossless(summary.carriage.filter((row) => row.target === target));
        return asked === 0 ? [] : [{ target, what: 'lossless, by things asked', count: lossless }];
      }),
    ],
  },
  {
    id: 'skipped',
    title: 'Skipped',
    row: 'reason',
    entriesOf: ({ skips }) =>
      skips.map(({ target, reason, count: times }) => ({ target, what: reason, count: times })),
  },
];

function entries(
  target: string,
  counts: Readonly<Record<string, number>>,
  spell: (key: string) => string,
): readonly Entry[] {
  return Object.entries(counts).flatMap(([key, times]) =>
    times > 0 ? [{ target, what: spell(key), count: times }] : [],
  );
}

/** What befell exchanges, in rows, by target: a table each, of which the empty ones are left out. */
export function Ledgers({ summary }: { readonly summary: Summary }): JSX.Element {
  const targets = summary.targets.map(({ id }) => id);
  return (
    <>
      {LEDGERS.map((ledger) => {
        const rows = [...Map.groupBy(ledger.entriesOf(summary), ({ what }) => what)];
        if (rows.length === 0) return null;
        return (
          <Section id={ledger.id} title={ledger.title}>
            <WideTable label={ledger.title}>
              <thead>
                <tr>
                  <th scope="col">{ledger.row}</th>
                  {targets.map((target) => (
                    <th scope="col" class="number">
                      {shown(target)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(([what, found]) => (
                  <tr>
                    <th scope="row" class="words">
                      {shown(what)}
                    </th>
                    {targets.map((target) => (
                      <td class="number">{spell(found, target)}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </WideTable>
          </Section>
        );
      })}
    </>
  );
}

function spell(found: readonly Entry[], target: string): string {
  const own = found.filter((entry) => entry.target === target);
  return own.length === 0 ? '-' : count(own.reduce((sum, entry) => sum + entry.count, 0));
}
