import type { Exchange, Source } from '../contract/exchange.ts';
import type { ExchangeRecord } from '../contract/record.ts';
import type { ReadRun } from '../store/read-run.ts';

/** The records of one prompt, mode and repetition on both sides, as far as they are there. */
export interface RecordPair {
  readonly baseline: ExchangeRecord | null;
  readonly candidate: ExchangeRecord | null;
  /** The baseline's next answer to the same prompt; null where it was asked once. */
  readonly second: Exchange | null;
}

/** Where the exchanges of a pair came from, as far as there are any. */
export function sourcesOf({
  baseline,
  candidate,
}: Pick<RecordPair, 'baseline' | 'candidate'>): readonly Source[] {
  return [baseline, candidate].flatMap((record) => record?.exchange?.source ?? []);
}

/** Where the records of a side come from. */
export interface SideRecords {
  readonly run: ReadRun;
  readonly target: string;
}

interface Unit {
  readonly baseline: ExchangeRecord[];
  readonly candidate: ExchangeRecord[];
}

function keyOf({ case: { prompt, mode } }: ExchangeRecord): string {
  return `${prompt}\n${mode}`;
}

/**
 * The pairs of two sides, as soon as a prompt's records are all there, so that few are held at a time where both runs
 * asked in one order; at the end those that lack something. `repeat` is how often each side was asked.
 */
export async function* pairRecords(
  baseline: SideRecords,
  candidate: SideRecords,
  repeat: { readonly baseline: number; readonly candidate: number },
): AsyncGenerator<RecordPair, undefined> {
  const open = new Map<string, Unit>();
  const take = (side: keyof Unit, record: ExchangeRecord): Unit | null => {
    const key = keyOf(record);
    const unit = open.get(key) ?? { baseline: [], candidate: [] };
    open.set(key, unit);
    unit[side].push(record);
    const isWhole = unit.baseline.length === repeat.baseline && unit.candidate.length === repeat.candidate;
    if (isWhole) open.delete(key);
    return isWhole ? unit : null;
  };
  for await (const { side, record } of recordsOf(baseline, candidate)) {
    const whole = take(side, record);
    if (whole !== null) yield* pairsOf(whole, repeat);
  }
  for (const unit of open.values()) yield* pairsOf(unit, repeat);
  return undefined;
}

interface Sided {
  readonly side: keyof Unit;
  readonly record: ExchangeRecord;
}

/** Those of one folder in one pass; those of two in turn. */
async function* recordsOf(baseline: SideRecords, candidate: SideRecords): AsyncGenerator<Sided, undefined> {
  if (baseline.run.folder === candidate.run.folder) {
    for await (const { record } of baseline.run.records) {
      if (record.case.target === baseline.target) yield { side: 'baseline', record };
      if (record.case.target === candidate.target) yield { side: 'candidate', record };
    }
    return undefined;
  }
  let sides = [ofSide('baseline', baseline), ofSide('candidate', candidate)];
  while (sides.length > 0) {
    const ended = new Set<AsyncGenerator<Sided, undefined>>();
    for (const records of sides) {
      const next = await records.next();
      if (next.done === true) ended.add(records);
      else yield next.value;
    }
    sides = sides.filter((records) => !ended.has(records));
  }
  return undefined;
}

async function* ofSide(side: keyof Unit, { run, target }: SideRecords): AsyncGenerator<Sided, undefined> {
  for await (const { record } of run.records) {
    if (record.case.target === target) yield { side, record };
  }
  return undefined;
}

/** The candidate's nth answer is held against the baseline's, which has another one beside it where it was asked twice. */
function* pairsOf(
  { baseline, candidate }: Unit,
  repeat: { readonly baseline: number; readonly candidate: number },
): Generator<RecordPair, undefined> {
  const [first, other] = [byRepetition(baseline), byRepetition(candidate)];
  const count = Math.min(repeat.baseline, repeat.candidate);
  for (let at = 1; at <= count; at += 1) {
    const second = repeat.baseline > 1 ? (first.get(at < repeat.baseline ? at + 1 : 1) ?? null) : null;
    yield {
      baseline: first.get(at) ?? null,
      candidate: other.get(at) ?? null,
      second: second?.exchange ?? null,
    };
  }
  return undefined;
}

function byRepetition(records: readonly ExchangeRecord[]): ReadonlyMap<number, ExchangeRecord> {
  return new Map(records.map((record) => [record.case.repetition, record]));
}
