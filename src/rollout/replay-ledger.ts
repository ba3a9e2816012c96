import type { BodyOf, Ledger, LedgerEntry, Step } from '../contract/rollout/ledger.ts';
import { InputError, problem } from '../contract/problem.ts';
import { FIRST, isSameStep, nextStep } from './steps.ts';

/** A window with the entry that brought it. */
export interface Window extends BodyOf<'window'> {
  readonly seq: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly askedMs: number;
}

/** What the entries of a ledger come to, whatever time it is. */
export interface Position {
  readonly start: BodyOf<'start'>;
  readonly step: Step;
  /** With which it came to this step. */
  readonly since: LedgerEntry;
  /** The latest time that any entry up to then says: a clock that was set back makes no old evidence new. */
  readonly sinceAt: string;
  /** With which it last came to the first step: the start, or a rollback. */
  readonly begun: LedgerEntry;
  /** Which of all moves it was that led here: the start is the first. */
  readonly moves: number;
  /** By whom more traffic is held back; null where nobody does. */
  readonly held: EntryWith<'hold'> | null;
  /** Null where nothing was rolled back, or traffic moved again since. */
  readonly rolledBack: EntryWith<'rollback'> | null;
  readonly drill: EntryWith<'drill'> | null;
  /** By their time. */
  readonly windows: readonly Window[];
  /** All of it, however old, in the order in which it was judged. */
  readonly evidence: readonly EntryWith<'evidence'>[];
  /** Evidence roots on which traffic moved. */
  readonly spent: ReadonlySet<string>;
  /** Whether traffic was moved on what a simulator or a recording answered. */
  readonly isSynthetic: boolean;
}

/** An entry with its body of a known kind. */
export interface EntryWith<Kind extends LedgerEntry['body']['kind']> {
  readonly entry: LedgerEntry;
  readonly body: BodyOf<Kind>;
}

/**
 * Goes through a ledger from its start. Throws InputError at an entry that no rollout can have made: a stage that was
 * skipped, a gate of other targets, evidence used twice, windows that overlap.
 */
export function replayLedger({ file, entries }: Ledger): Position {
  const [first, ...rest] = entries;
  if (first?.body.kind !== 'start') throw impossible(file, 1, 'no rollout was started before it');
  const began: Position = {
    start: first.body,
    step: FIRST,
    since: first,
    sinceAt: first.at,
    begun: first,
    moves: 1,
    held: null,
    rolledBack: null,
    drill: null,
    windows: [],
    evidence: [],
    spent: new Set(),
    isSynthetic: false,
  };
  const windows: Window[] = [];
  let latest = first.at;
  const position = rest.reduce((now, entry) => {
    const why = whyImpossible(now, entry, windows);
    if (why !== null) throw impossible(file, entry.seq, why);
    if (entry.body.kind === 'window') windows.push(windowOf(entry, entry.body));
    latest = entry.at > latest ? entry.at : latest;
    return after(now, entry, latest);
  }, began);
  return { ...position, windows: windows.toSorted((a, b) => a.fromMs - b.fromMs) };
}

export function windowOf({ seq }: Pick<LedgerEntry, 'seq'>, body: BodyOf<'window'>): Window {
  const { from, to, asked } = body;
  return { ...body, seq, fromMs: Date.parse(from), toMs: Date.parse(to), askedMs: Date.parse(asked) };
}

function after(now: Position, entry: LedgerEntry, sinceAt: string): Position {
  const { body } = entry;
  switch (body.kind) {
    case 'advance': {
      const { baseline, candidate, synthetic } = body.gate;
      const spent = new Set([...now.spent, baseline.root, candidate.root]);
      const isSynthetic = now.isSynthetic || synthetic;
      const moves = now.moves + 1;
      return { ...now, step: body.to, since: entry, sinceAt, moves, rolledBack: null, spent, isSynthetic };
    }
    case 'rollback': {
      const moves = now.moves + 1;
      return { ...now, step: FIRST, since: entry, sinceAt, begun: entry, moves, rolledBack: { entry, body } };
    }
    case 'hold':
      return { ...now, held: { entry, body } };
    case 'release':
      return { ...now, held: null };
    case 'drill':
      return { ...now, drill: { entry, body } };
    case 'evidence':
      return { ...now, evidence: [...now.evidence, { entry, body }] };
    case 'start':
    case 'window':
    case 'live':
      return now;
  }
}

function whyImpossible(now: Position, { body }: LedgerEntry, windows: readonly Window[]): string | null {
  if (body.kind === 'start') return 'the rollout was started before it';
  if (body.kind === 'window') return whyNoWindow(body, windows);
  if (body.kind === 'drill' && body.target !== now.start.baseline) {
    return `it is a drill of ${body.target}, and the old target is ${now.start.baseline}`;
  }
  if (body.kind === 'evidence') return whyNoEvidence(now, body);
  return body.kind === 'advance' ? whyNoAdvance(now, body) : null;
}

function whyNoEvidence(
  { start, evidence }: Position,
  { baseline, candidate, counted, began }: BodyOf<'evidence'>,
): string | null {
  if (baseline.target !== start.baseline || candidate.target !== start.candidate) {
    return 'it is evidence of other targets';
  }
  const stranger = [...counted, ...(began === null ? [] : [began])].find((line) =>
    evidence.every(({ entry }) => entry.seq !== line),
  );
  return stranger === undefined ? null : `it counts line ${stranger}, which is no evidence before it`;
}

function whyNoAdvance({ step, held, start, spent }: Position, body: BodyOf<'advance'>): string | null {
  const next = nextStep(step);
  if (!isSameStep(body.from, step))
    return `it leaves ${spell(body.from)}, and traffic stood at ${spell(step)}`;
  if (next === null || !isSameStep(body.to, next)) return `${spell(body.to)} does not follow ${spell(step)}`;
  if (held !== null) return `it was held since line ${held.entry.seq}`;
  const { stage, baseline, candidate } = body.gate;
  if (stage !== step.stage) return `its gate is that of ${stage}, and traffic stood at ${spell(step)}`;
  if (baseline.target !== start.baseline || candidate.target !== start.candidate) {
    return 'its gate was of other targets';
  }
  return [baseline, candidate].some(({ root }) => spent.has(root))
    ? 'its evidence moved traffic before'
    : null;
}

/** Why a window cannot stand beside those that are there, or null. */
export function whyNoWindow(
  window: Pick<BodyOf<'window'>, 'from' | 'to' | 'asked'>,
  windows: readonly Window[],
): string | null {
  const [fromMs, toMs] = [Date.parse(window.from), Date.parse(window.to)];
  const askedMs = Date.parse(window.asked);
  if (fromMs > askedMs || askedMs >= toMs) return 'its window does not hold what was asked in it';
  const other = windows.find((each) => fromMs < each.toMs && each.fromMs < toMs);
  return other === undefined ? null : `its window overlaps the one of line ${other.seq}`;
}

export function spell({ stage, share }: Step): string {
  return `${stage} (${share}%)`;
}

function impossible(file: string, line: number, why: string): InputError {
  const message = `line ${line} of the ledger cannot be: ${why}`;
  const mend = `restore it: git checkout -- ${file}, or its last copy`;
  return new InputError([{ ...problem(message, mend), file, line }]);
}
