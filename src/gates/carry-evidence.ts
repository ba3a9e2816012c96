import type { EarlierEvidence, EarlierRuns } from '../contract/gates/decision.ts';
import type { BodyOf } from '../contract/rollout/ledger.ts';
import { changesBetween, spellChange } from './fingerprint.ts';
import type { Earlier } from './gate-evidence.ts';

/** A line of evidence in a ledger. */
export interface KeptEvidence {
  readonly entry: { readonly seq: number };
  readonly body: BodyOf<'evidence'>;
}

/** The runs that are judged, as far as evidence is told apart by it. */
export type JudgedRuns = Omit<BodyOf<'evidence'>, 'kind' | 'stage' | 'counted' | 'began'>;

/** What is taken of a ledger, and when. */
export interface Carrying {
  /** From the project root. */
  readonly ledger: string;
  /** All of its evidence, however old, in the order in which it was judged. */
  readonly evidence: readonly KeptEvidence[];
  /** When its first step was last begun, ISO 8601: what was asked before is of another try. */
  readonly begunAt: string;
  readonly nowMs: number;
  readonly maxAgeHours: number;
  /** The evidence roots that may be judged; empty is any. */
  readonly pinned: readonly string[];
}

export interface Carried {
  readonly earlier: Earlier;
  readonly shown: EarlierEvidence;
  /** The line with which what is counted began; null where it begins with the runs that are judged. */
  readonly began: number | null;
  /** Whether these runs stand in the ledger already, by what they are judged by now. */
  readonly isKept: boolean;
}

/**
 * What evidence of earlier runs is to be counted with the runs that are judged: each answer once, and only where the same
 * endpoints were asked the same. In whatever order runs were judged, the same of them count.
 */
export function carryEvidence(judged: JudgedRuns, carrying: Carrying): Carried {
  const taken = new Set<string>();
  const counted: KeptEvidence[] = [];
  const leftOut: (EarlierRuns & { readonly why: string })[] = [];
  const lines = carrying.evidence.filter(({ body }) => isSame(body, judged)).map(lineOf);
  const isKept = lines.length > 0;
  for (const each of carrying.evidence.toSorted(byAsking)) {
    const isOfJudged = each.body.draws.some((draw) => judged.draws.includes(draw));
    const why = whyNot(each.body, judged, carrying, taken);
    if (why === null) lines.push(each.entry.seq);
    // Of the answers that are judged there is nothing earlier.
    if (isOfJudged) continue;
    if (why === null) {
      counted.push(each);
      for (const draw of each.body.draws) taken.add(draw);
    } else {
      leftOut.push({ ...runsOf(each), why });
    }
  }
  const began = lines.length === 0 ? null : Math.min(...lines);
  const restarts = restartsOf(carrying.evidence, judged, began);
  return {
    earlier: { tallies: counted.flatMap(({ body }) => body.tallies), runs: counted.length, restarts },
    shown: {
      ledger: carrying.ledger,
      counted: counted.map(runsOf),
      leftOut: leftOut.toSorted((a, b) => a.line - b.line),
      restarts,
    },
    began,
    isKept,
  };
}

function isSame(body: BodyOf<'evidence'>, { draws, basis }: JudgedRuns): boolean {
  return draws.every((draw) => body.draws.includes(draw)) && otherBasis(body.basis, basis) === null;
}

const MS_PER_HOUR = 3_600_000;

function whyNot(
  body: BodyOf<'evidence'>,
  judged: JudgedRuns,
  { begunAt, nowMs, maxAgeHours, pinned }: Carrying,
  taken: ReadonlySet<string>,
): string | null {
  const { asked, source, basis, draws, baseline, candidate } = body;
  if (baseline.target !== judged.baseline.target || candidate.target !== judged.candidate.target) {
    return `it is of ${baseline.target} and ${candidate.target}`;
  }
  if (source !== judged.source) return source === 'live' ? 'it is live' : 'it is synthetic';
  if (Date.parse(asked) < Date.parse(begunAt)) return `it was asked before the first step was begun`;
  const ageHours = (nowMs - Date.parse(asked)) / MS_PER_HOUR;
  if (!(ageHours >= 0)) return 'it was asked at a time to come: a clock was set';
  if (ageHours > maxAgeHours) return `it is older than ${maxAgeHours} hours`;
  const other = otherBasis(basis, judged.basis);
  if (other !== null) return `its ${other} is another`;
  if (pinned.length > 0 && ![baseline, candidate].every(({ root }) => pinned.includes(root))) {
    return 'its evidence root is not pinned';
  }
  const changed = changeOf(body, judged);
  if (changed !== null) return changed;
  return draws.some((draw) => taken.has(draw)) ? 'its answers are counted already' : null;
}

/** The first part of what was asked, and how it was judged, that is not the same; null where all of it is. */
export function otherBasis(
  a: BodyOf<'evidence'>['basis'],
  b: BodyOf<'evidence'>['basis'],
): keyof BodyOf<'evidence'>['basis'] | null {
  const places = ['version', 'configuration', 'suites', 'goldens', 'prompts', 'askings'] as const;
  return places.find((place) => a[place] !== b[place]) ?? null;
}

function changeOf({ fingerprints }: BodyOf<'evidence'>, judged: JudgedRuns): string | null {
  for (const side of ['baseline', 'candidate'] as const) {
    const before = fingerprints[side];
    const [change] = changesBetween(before, judged.fingerprints[side]);
    if (change !== undefined) return spellChange(judged[side].target, change);
  }
  return null;
}

/**
 * How often evidence began anew: what it begins with was given up, by age or by a change, as often as lines of evidence
 * began with another one, and with it a further chance to be wrong is taken.
 */
function restartsOf(evidence: readonly KeptEvidence[], { source }: JudgedRuns, began: number | null): number {
  const ofSource = evidence.filter(({ body }) => body.source === source);
  const starts = new Set<number | null>(ofSource.map(({ entry, body }) => body.began ?? entry.seq));
  return starts.add(began).size - 1;
}

function byAsking(a: KeptEvidence, b: KeptEvidence): number {
  const [first, second] = [a, b].map(({ body }) => `${body.asked} ${body.draws.join(' ')}`);
  return (first ?? '') < (second ?? '') ? -1 : Number(first !== second);
}

function lineOf({ entry }: KeptEvidence): number {
  return entry.seq;
}

function runsOf({ entry, body }: KeptEvidence): EarlierRuns {
  const sides = [body.baseline, body.candidate];
  return {
    line: entry.seq,
    askedAt: body.asked,
    runs: [...new Set(sides.map(({ run }) => run))],
    evidenceRoots: [...new Set(sides.map(({ root }) => root))],
  };
}
