import fc from 'fast-check';
import type { z } from 'zod';
import type { Stage } from './stage.ts';

/** What a property says of one case. `skips` are the wires that could not say it, with the reason. */
export interface Judgement {
  readonly failure: string | null;
  readonly skips: readonly string[];
}

/** One batch of runs. `path` leads to a counterexample of the same seed. */
export interface CheckOptions {
  readonly seed: number;
  readonly runs: number;
  readonly path: string | null;
}

export interface Checked {
  readonly runs: number;
  readonly skips: readonly string[];
  readonly found: {
    readonly example: unknown;
    readonly failure: string;
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
  /** One saved case: null when it is none of this property's. */
  replay(stage: Stage, example: unknown): Promise<Judgement | null>;
  /** Builds cases and throws them away: what generation alone costs. */
  generate(stage: Stage, options: CheckOptions): void;
}

interface Definition<Case> {
  readonly name: string;
  readonly claim: string;
  readonly schema: z.ZodType<Case>;
  arbitrary(stage: Stage): fc.Arbitrary<Case>;
  judge(example: Case, stage: Stage): Judgement | Promise<Judgement>;
  /** How many events the case's stream has. */
  events?(example: Case, stage: Stage): Promise<number>;
}

export const HOLDS: Judgement = { failure: null, skips: [] };

export function fails(failure: string): Judgement {
  return { failure, skips: [] };
}

/** A thrown value is a failure like any other: nothing that is judged may throw. */
async function judgeSafely<Case>(
  { judge }: Definition<Case>,
  example: Case,
  stage: Stage,
): Promise<Judgement> {
  try {
    return await judge(example, stage);
  } catch (error) {
    return fails(`it threw: ${error instanceof Error ? error.message : 'something that is no error'}`);
  }
}

export function defineProperty<Case>(definition: Definition<Case>): Property {
  const { name, claim, schema } = definition;
  return {
    name,
    claim,
    async check(stage, { seed, runs, path }) {
      const skips: string[] = [];
      let failure = '';
      const law = fc.asyncProperty(definition.arbitrary(stage), async (example) => {
        const judged = await judgeSafely(definition, example, stage);
        skips.push(...judged.skips);
        if (judged.failure === null) return true;
        failure = judged.failure;
        return false;
      });
      const details = await fc.check(law, { seed, numRuns: runs, ...(path === null ? {} : { path }) });
      const { counterexample, counterexamplePath, failed, numRuns, numShrinks } = details;
      if (!failed || counterexample === null || counterexamplePath === null) {
        return { runs: numRuns, skips, found: null };
      }
      const [example] = counterexample;
      const { failure: last } = await judgeSafely(definition, example, stage);
      return {
        runs: numRuns,
        skips,
        found: {
          example,
          failure: last ?? failure,
          seed,
          path: counterexamplePath,
          shrinks: numShrinks,
          events: (await definition.events?.(example, stage)) ?? null,
        },
      };
    },
    async replay(stage, example) {
      const parsed = schema.safeParse(example);
      return parsed.success ? judgeSafely(definition, parsed.data, stage) : null;
    },
    generate(stage, { seed, runs }) {
      fc.sample(definition.arbitrary(stage), { seed, numRuns: runs });
    },
  };
}
