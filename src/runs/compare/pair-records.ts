import type { Exchange, Source } from '../../contract/exchanges/exchange.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { ReadRun } from '../../store/run/read-run.ts';

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
  readonly run: Pick<ReadRun, 'recordsOf'>;
  readonly target: string;
}

/** How often each side was asked. */
interface Repeats {
  readonly baseline: number;
  readonly candidate: number;
}

/**
 * The pairs of two sides, each as soon as it is whole, so that few records are held at a time where both runs asked in one
 * order; at the end those that lack something.
 */
export async function* pairRecords(
  baseline: SideRecords,
  candidate: SideRecords,
  repeat: Repeats,
): AsyncGenerator<RecordPair, undefined> {
  const open = new Map<string, OpenUnit>();
  for await (const { side, record } of inTurn(baseline, candidate)) {
    const { prompt, mode } = record.case;
    const key = `${prompt}\n${mode}`;
    const unit = open.get(key) ?? new OpenUnit(repeat);
    open.set(key, unit);
    yield* unit.take(side, record);
  }
  for (const unit of open.values()) yield* unit.rest();
  return undefined;
}

interface Sided {
  readonly side: keyof Repeats;
  readonly record: ExchangeRecord;
}

/** One of each side, one after the other: none of them is read far ahead of the other. */
async function* inTurn(baseline: SideRecords, candidate: SideRecords): AsyncGenerator<Sided, undefined> {
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

async function* ofSide(side: keyof Repeats, { run, target }: SideRecords): AsyncGenerator<Sided, undefined> {
  for await (const { record } of run.recordsOf(target)) yield { side, record };
  return undefined;
}

interface Waiting {
  readonly record: ExchangeRecord;
  /** In how many pairs it is still to stand. */
  uses: number;
  /** Whether its own pair was given. */
  isPaired: boolean;
}

/** What is waited for of one prompt and mode: of each side the repetitions whose pairs are not whole yet. */
class OpenUnit {
  readonly #baseline = new Map<number, Waiting>();
  readonly #candidate = new Map<number, ExchangeRecord>();
  /** How often the baseline was asked. */
  readonly #asked: number;
  /** How many pairs there are. */
  readonly #count: number;

  constructor(repeat: Repeats) {
    this.#asked = repeat.baseline;
    this.#count = Math.min(repeat.baseline, repeat.candidate);
  }

  *take(side: keyof Repeats, record: ExchangeRecord): Generator<RecordPair, undefined> {
    const { repetition: at } = record.case;
    if (side === 'candidate') {
      if (at > this.#count) return undefined;
      this.#candidate.set(at, record);
      yield* this.#whole(at);
      return undefined;
    }
    const isFirst = at <= this.#count;
    const isSecond = this.#asked > 1 && this.#beforeSecond(at) <= this.#count;
    if (!isFirst && !isSecond) return undefined;
    this.#baseline.set(at, { record, uses: Number(isFirst) + Number(isSecond), isPaired: !isFirst });
    yield* this.#whole(at);
    if (isSecond) yield* this.#whole(this.#beforeSecond(at));
    return undefined;
  }

  /** The pairs that never became whole, in order. */
  *rest(): Generator<RecordPair, undefined> {
    const waiting = [...this.#baseline].flatMap(([at, { isPaired }]) => (isPaired ? [] : [at]));
    const left = new Set([...waiting, ...this.#candidate.keys()]);
    for (const at of [...left].toSorted((a, b) => a - b)) {
      const [first, second] = [this.#baseline.get(at), this.#secondOf(at)];
      const candidate = this.#candidate.get(at) ?? null;
      yield { baseline: first?.record ?? null, candidate, second: second?.record.exchange ?? null };
    }
    return undefined;
  }

  *#whole(at: number): Generator<RecordPair, undefined> {
    const [first, second] = [this.#baseline.get(at), this.#secondOf(at)];
    const candidate = this.#candidate.get(at);
    if (first === undefined || candidate === undefined || first.isPaired) return undefined;
    if (second === undefined && this.#asked > 1) return undefined;
    first.isPaired = true;
    this.#candidate.delete(at);
    this.#use(at);
    if (second !== undefined) this.#use(second.record.case.repetition);
    yield { baseline: first.record, candidate, second: second?.record.exchange ?? null };
    return undefined;
  }

  #use(at: number): void {
    const waiting = this.#baseline.get(at);
    if (waiting === undefined) return;
    waiting.uses -= 1;
    if (waiting.uses === 0) this.#baseline.delete(at);
  }

  /** The candidate's nth answer is held against the baseline's, which has another one beside it where it was asked twice. */
  #secondOf(at: number): Waiting | undefined {
    return this.#asked === 1 ? undefined : this.#baseline.get(at < this.#asked ? at + 1 : 1);
  }

  /** Whose second a repetition is. */
  #beforeSecond(at: number): number {
    return at > 1 ? at - 1 : this.#asked;
  }
}
