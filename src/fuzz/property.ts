import fc from 'fast-check';
import type { z } from 'zod';
import type { Sides } from './side.ts';
import type { Stage } from './stage.ts';

/** What a property says of one case. `skips` are the wires that could not say it, with the reason. */
export interface Judgement {
  readonly failure: string | null;
  readonly skips: readonly string[];
  /** What both sides of a gateway said where one failed; null where none was judged. */
  readonly sides: Sides | null;
}

/** One batch of runs. */
interface CheckOptions {
  readonly seed: number;
  readonly runs: number;
}

/** One case of a batch, shrunk or not: `path` is what a counterexample of the same seed was printed with. */
interface CasePath {
  readonly seed: number;
  readonly path: string;
}

export interface Checked {
  readonly runs: number;
  readonly skips: readonly string[];
  readonly found: {
    readonly example: unknown;
    readonly failure: string;
    readonly sides: Sides | null;
    readonly seed: number;
    readonly path: string;
    readonly shrinks: number;
    /** Events of the streams that the shrunk case consists of; null where it has none. */
    readonly events: number | null;
  } | null;
}

/** A law, with the cases on which it is tried. */
export interface Property {
  readonly name: string;
  readonly claim: string;
  check(stage: Stage, options: CheckOptions): Promise<Checked>;
  /** That one case and no other; null when the path leads to none. */
  again(stage: Stage, at: CasePath): Promise<Checked | null>;
  /** One saved case: null when it is none of this property's. */
  replay(stage: Stage, example: unknown): Promise<Judgement | null>;
  /** Makes cases and what is to be read of them, and throws them away: what generation alone costs. */
  generate(stage: Stage, options: CheckOptions): void;
}

interface Law<Case> {
  readonly name: string;
  readonly claim: string;
  readonly schema: z.ZodType<Case>;
  arbitrary(stage: Stage): fc.Arbitrary<Case>;
  /** Makes what is to be read of a case: for most there is nothing to make, or the wire makes it. */
  build?(example: Case, stage: Stage): unknown;
  /** How many events the case's stream has. */
  events?(example: Case, stage: Stage): Promise<number>;
}

/** A law over wires. */
interface WireLaw<Case> extends Law<Case> {
  judge(example: Case, stage: Stage): Promise<Judgement>;
}

/** A law over errors alone: nothing is sent, so nothing is waited for. */
interface PureLaw<Case> extends Law<Case> {
  judge(example: Case, stage: Stage): Judgement;
}

export const HOLDS: Judgement = { failure: null, skips: [], sides: null };

export function fails(failure: string, sides: Sides | null = null): Judgement {
  return { failure, skips: [], sides };
}

/** A thrown value is a failure like any other: nothing that is judged may throw. */
function thrownAs(error: unknown): Judgement {
  return fails(`it threw: ${error instanceof Error ? error.message : 'something that is no error'}`);
}

export function defineProperty<Case>(law: WireLaw<Case>): Property {
  const judge = (example: Case, stage: Stage): Promise<Judgement> =>
    law.judge(example, stage).catch(thrownAs);
  return toProperty(law, judge, (stage, take) =>
    fc.asyncProperty(law.arbitrary(stage), async (example) => take(await judge(example, stage))),
  );
}

export function definePureProperty<Case>(law: PureLaw<Case>): Property {
  const judge = (example: Case, stage: Stage): Judgement => {
    try {
      return law.judge(example, stage);
    } catch (error) {
      return thrownAs(error);
    }
  };
  return toProperty(law, judge, (stage, take) =>
    fc.property(law.arbitrary(stage), (example) => take(judge(example, stage))),
  );
}

type Take = (judged: Judgement) => boolean;

function toProperty<Case>(
  law: Law<Case>,
  judge: (example: Case, stage: Stage) => Judgement | Promise<Judgement>,
  toRun: (stage: Stage, take: Take) => fc.IProperty<[Case]> | fc.IAsyncProperty<[Case]>,
): Property {
  return {
    name: law.name,
    claim: law.claim,
    async check(stage, { seed, runs }) {
      const skips: string[] = [];
      let failure = '';
      const take: Take = (judged) => {
        if (judged.skips.length > 0) skips.push(...judged.skips);
        failure = judged.failure ?? failure;
        return judged.failure === null;
      };
      const details = await fc.check(toRun(stage, take), { seed, numRuns: runs });
      const { counterexample, counterexamplePath, failed, numRuns, numShrinks } = details;
      if (!failed || counterexample === null || counterexamplePath === null) {
        return { runs: numRuns, skips, found: null };
      }
      const [example] = counterexample;
      const { failure: last, sides } = await judge(example, stage);
      return {
        runs: numRuns,
        skips,
        found: {
          example,
          failure: last ?? failure,
          sides,
          seed,
          path: counterexamplePath,
          shrinks: numShrinks,
          events: (await law.events?.(example, stage)) ?? null,
        },
      };
    },
    async again(stage, { seed, path }) {
      const found = caseAt(law.arbitrary(stage), seed, path);
      if (found === null) return null;
      const { example } = found;
      const { failure, skips, sides } = await judge(example, stage);
      if (failure === null) return { runs: 1, skips, found: null };
      const events = (await law.events?.(example, stage)) ?? null;
      return { runs: 1, skips, found: { example, failure, sides, seed, path, shrinks: 0, events } };
    },
    async replay(stage, example) {
      const parsed = law.schema.safeParse(example);
      return parsed.success ? judge(parsed.data, stage) : null;
    },
    generate(stage, { seed, runs }) {
      const made = fc.property(law.arbitrary(stage), (example) => {
        law.build?.(example, stage);
      });
      fc.check(made, { seed, numRuns: runs });
    },
  };
}

/** fast-check walks from the seed's first case; a path that leaves the tree makes it throw. */
function caseAt<Case>(arbitrary: fc.Arbitrary<Case>, seed: number, path: string): { example: Case } | null {
  try {
    const [example] = fc.sample(arbitrary, { seed, path, numRuns: 1 });
    return example === undefined ? null : { example };
  } catch {
    return null;
  }
}
