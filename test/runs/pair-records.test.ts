import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseText } from '../../src/contract/exchanges/case-id.ts';
import type { ExchangeRecord } from '../../src/contract/exchanges/record.ts';
import { pairRecords, type SideRecords } from '../../src/runs/compare/pair-records.ts';
import { buildRecord } from '../build-exchange.ts';

const PROMPTS = ['a', 'b'];

function asked(target: string, repeat: number): readonly ExchangeRecord[] {
  return Array.from({ length: repeat }, (_, at) =>
    PROMPTS.map((prompt) => buildRecord({ target, prompt, mode: 'send', repetition: at + 1 })),
  ).flat();
}

/** A side whose records come in this order; `pulled` is told of each. */
function side(
  target: string,
  records: readonly ExchangeRecord[],
  pulled: () => void = () => {},
): SideRecords {
  return {
    target,
    run: {
      async *recordsOf() {
        for (const record of records) {
          pulled();
          yield await Promise.resolve({ record, digest: '', content: '', sent: null });
        }
        return undefined;
      },
    },
  };
}

type Told = readonly (string | null)[];

async function pairsOf(
  baseline: readonly ExchangeRecord[],
  candidate: readonly ExchangeRecord[],
  repeat: { readonly baseline: number; readonly candidate: number },
): Promise<readonly Told[]> {
  const pairs: Told[] = [];
  for await (const pair of pairRecords(side('old', baseline), side('new', candidate), repeat)) {
    const texts = [pair.baseline, pair.candidate].map((each) => (each === null ? null : caseText(each.case)));
    pairs.push([...texts, pair.second === null ? null : caseText(pair.second.case)]);
  }
  return pairs.toSorted((a, b) => (a.join() < b.join() ? -1 : 1));
}

/** What it is to come to, as it is defined: of any records, all at hand. */
function expected(
  baseline: readonly ExchangeRecord[],
  candidate: readonly ExchangeRecord[],
  repeat: { readonly baseline: number; readonly candidate: number },
): readonly Told[] {
  const ids = new Set([...baseline, ...candidate].map((record) => caseText(record.case)));
  const known = (id: string): string | null => (ids.has(id) ? id : null);
  const pairs = PROMPTS.flatMap((prompt) =>
    Array.from({ length: Math.min(repeat.baseline, repeat.candidate) }, (_, at): Told => {
      const second = at + 1 < repeat.baseline ? at + 2 : 1;
      return [
        known(`old/${prompt}/send/${at + 1}`),
        known(`new/${prompt}/send/${at + 1}`),
        repeat.baseline === 1 ? null : known(`old/${prompt}/send/${second}`),
      ];
    }),
  );
  return pairs
    .filter(([first, other]) => first !== null || other !== null)
    .toSorted((a, b) => (a.join() < b.join() ? -1 : 1));
}

describe('the pairs of two sides', () => {
  it('are the same in whatever order records come, and whatever is missing', async () => {
    const repeats = fc.record({
      baseline: fc.integer({ min: 1, max: 4 }),
      candidate: fc.integer({ min: 1, max: 4 }),
    });
    const some = repeats.chain((repeat) =>
      fc.record({
        repeat: fc.constant(repeat),
        baseline: fc.shuffledSubarray([...asked('old', repeat.baseline)]),
        candidate: fc.shuffledSubarray([...asked('new', repeat.candidate)]),
      }),
    );
    await fc.assert(
      fc.asyncProperty(some, async ({ repeat, baseline, candidate }) => {
        expect(await pairsOf(baseline, candidate, repeat)).toEqual(expected(baseline, candidate, repeat));
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it.each([1, 2, 50])('are given while both sides are read, where they were asked %i times', async (most) => {
    const repeat = { baseline: most, candidate: most };
    let [pulled, given, behind] = [0, 0, 0];
    const pull = (): void => {
      pulled += 1;
    };
    const [old, recent] = [side('old', asked('old', most), pull), side('new', asked('new', most), pull)];
    for await (const _pair of pairRecords(old, recent, repeat)) {
      given += 1;
      behind = Math.max(behind, pulled - 2 * given);
    }
    // Those of one repetition, which are the seconds of the one before.
    expect([given, behind <= 2 * PROMPTS.length + 2]).toEqual([PROMPTS.length * most, true]);
  });
});
