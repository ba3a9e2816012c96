import type { Exchange } from '../contract/exchanges/exchange.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import type { ExchangeRecord } from '../contract/exchanges/record.ts';
import { whyUnserved } from '../contract/gates/unserved.ts';
import { MEASURES, type Held, type Measure, type PromptEvidence, type PromptSide } from './gate-evidence.ts';
import { readRecord, readUnserved, type ReadRecord } from './read-record.ts';

/** What was planned of one prompt, on both sides. */
export interface PlannedEvidence {
  readonly suite: string;
  readonly prompt: string;
  readonly modes: readonly Mode[];
  readonly repeat: number;
  readonly hasSchema: boolean;
  readonly isScored: boolean;
}

/** One pair of exchanges. `breaks` is null where they could not be compared, and should have been. */
export interface GatheredPair {
  readonly baseline: ExchangeRecord | null;
  readonly candidate: ExchangeRecord | null;
  readonly breaks: { readonly candidate: readonly string[]; readonly noise: readonly string[] | null } | null;
}

/** The pairs of one prompt, one by one and in any order; what was planned and not added is missing on both sides. */
export interface PromptGathering {
  add(pair: GatheredPair): void;
  gathered(): Omit<PromptEvidence, 'again'>;
}

interface OpenSide {
  readonly measures: Record<Measure, Held>;
  /** By repetition. */
  readonly latenciesMs: Map<number, number | null>;
  /** Repetitions by class. */
  readonly serverErrors: Map<string, Set<number>>;
}

export function gatherPrompt(
  planned: PlannedEvidence,
  latencyOf: (exchange: Exchange) => number | null,
): PromptGathering {
  const sides = { baseline: openSide(), candidate: openSide() };
  const open = new Map(
    planned.modes.flatMap((mode) =>
      repetitions(planned.repeat).map(
        (repetition) => [`${mode} ${repetition}`, { mode, repetition }] as const,
      ),
    ),
  );
  const candidate = new Set<string>();
  const noise = new Set<string>();
  let unserved: string | null = null;
  let [isTwice, uncompared] = [true, 0];

  function addSides(mode: Mode, repetition: number, pair: GatheredPair): void {
    const applies = { mode, hasSchema: planned.hasSchema, isScored: planned.isScored };
    const why = whyUnserved(pair.baseline, pair.candidate);
    unserved ??= why;
    addTo(sides.baseline, repetition, readRecord(pair.baseline, applies, latencyOf));
    const read = why === null ? readRecord(pair.candidate, applies, latencyOf) : readUnserved(applies);
    addTo(sides.candidate, repetition, read);
    const breaks = why === null ? pair.breaks : null;
    if (breaks === null) uncompared += 1;
    for (const name of breaks?.candidate ?? []) candidate.add(name);
    for (const name of breaks?.noise ?? []) noise.add(name);
    if (breaks?.noise === null) isTwice = false;
  }

  return {
    add(pair) {
      const id = (pair.baseline ?? pair.candidate)?.case;
      // One without a record on either side stands open until the end.
      if (id === undefined || !open.delete(`${id.mode} ${id.repetition}`)) return;
      addSides(id.mode, id.repetition, pair);
    },
    gathered() {
      for (const { mode, repetition } of open.values()) {
        addSides(mode, repetition, { baseline: null, candidate: null, breaks: null });
      }
      open.clear();
      const { suite, prompt } = planned;
      return {
        suite,
        prompt,
        times: 1,
        baseline: closed(sides.baseline),
        candidate: closed(sides.candidate),
        unserved,
        breaks: {
          candidate: [...candidate].toSorted(),
          noise: isTwice ? [...noise].toSorted() : null,
          uncompared,
        },
      };
    },
  };
}

function repetitions(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at + 1);
}

const NOTHING: Held = { of: 0, missing: 0, held: 0 };

function openSide(): OpenSide {
  const measures = { schema: NOTHING, answered: NOTHING, uncut: NOTHING, whole: NOTHING, quality: NOTHING };
  return { measures, latenciesMs: new Map(), serverErrors: new Map() };
}

function addTo(side: OpenSide, repetition: number, { measures, latencyMs, serverErrors }: ReadRecord): void {
  for (const measure of MEASURES) {
    const [so, more] = [side.measures[measure], measures[measure]];
    side.measures[measure] = {
      of: so.of + more.of,
      missing: so.missing + more.missing,
      held: so.held + more.held,
    };
  }
  // One that a side cannot serve took no time, and is none that gave no answer.
  if (measures.answered.of > 0) {
    const slowest = side.latenciesMs.get(repetition);
    side.latenciesMs.set(repetition, slowest === undefined ? latencyMs : slower(slowest, latencyMs));
  }
  for (const name of serverErrors) {
    side.serverErrors.set(name, (side.serverErrors.get(name) ?? new Set()).add(repetition));
  }
}

function slower(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.max(a, b);
}

/** In one order, whatever order the pairs came in. */
function closed({ measures, latenciesMs, serverErrors }: OpenSide): PromptSide {
  return {
    measures,
    latenciesMs: [...latenciesMs.values()].toSorted((a, b) => (a ?? Infinity) - (b ?? Infinity) || 0),
    serverErrors: [...serverErrors].flatMap(([name, { size }]) => Array<string>(size).fill(name)).toSorted(),
  };
}
