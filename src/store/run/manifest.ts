import type { Agreement } from '../../contract/opinions/agreement.ts';
import type { Endpoint } from '../../contract/wires/endpoint.ts';
import type { Side } from '../../contract/gates/comparison.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import type { Stage } from '../../contract/gates/migration.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import type { RunOrigin } from '../../contract/runs/origin.ts';
import type { Shard } from '../../contract/runs/shard.ts';

/** What was asked of a run. A resume must be asked the same. */
interface RunPlan {
  readonly targets: readonly string[];
  readonly suites: readonly string[];
  readonly tags: readonly string[];
  readonly modes: readonly Mode[];
  readonly repeat: number;
  /** The target that was asked in the first repetition alone; null for none. */
  readonly once: string | null;
  /** How many prompts were selected. */
  readonly prompts: number;
  /** The prompts that were named one by one, sorted; null where none were. */
  readonly named: readonly string[] | null;
  /** The prompts that were chosen each on its targets; null where every target is asked every prompt. */
  readonly pairs: readonly PlannedPair[] | null;
}

export interface PlannedPair {
  readonly target: string;
  readonly prompt: string;
}

/** A part of what was selected. The manifest is of the part; `whole` is what all shards together are asked. */
export interface PlannedShard extends Shard {
  readonly whole: {
    /** Ids, sorted. */
    readonly prompts: readonly string[];
    readonly pairs: RunPlan['pairs'];
  };
}

/** Where the records of a merged run come from. */
interface MergedShards {
  readonly of: number;
  /** Those that were there, by index. */
  readonly shards: readonly {
    readonly index: number;
    readonly run: string;
    readonly evidenceRoot: string;
  }[];
}

/** A side as it was when prompts of it were asked again. */
interface SideThen extends Side {
  readonly evidenceRoot: string;
  /** The run in which its answers were asked for; null where nobody kept it. */
  readonly askedIn: string | null;
}

/** What a run was begun for, beside its answers. */
export type RunPurpose =
  | {
      /** To judge the gate of a stage by. */
      readonly what: 'stage';
      readonly stage: Stage;
      readonly migration: string | null;
      readonly policy: string;
      /** Who had it asked although it was not likely to decide these criteria; null where it was. */
      readonly underpowered: { readonly by: string; readonly criteria: readonly string[] } | null;
    }
  | {
      /** To ask prompts again of which these two sides left something open. */
      readonly what: 'again';
      readonly baseline: SideThen;
      readonly candidate: SideThen;
    }
  | {
      /** To ask live requests of a migration again. They stand in its folder. */
      readonly what: 'shadow';
      readonly migration: string;
    };

/** A process that asked prompts of a run. Its requests count their times from when it began. */
export interface RunLeg {
  /** How many records stood then. */
  readonly records: number;
  /** ISO 8601, UTC; null in a run that did not keep it. */
  readonly startedAt: string | null;
}

/** Version 1 had lines that spelt their case out on the record and on the exchange; it is read and no longer written. */
export const READ_VERSIONS = [1, 2] as const;
export const WRITTEN_VERSION = 2;

/** run.json: what a run was made of. Hashes are SHA-256 in hex; suites and goldens by name. */
export interface RunManifest {
  readonly schemaVersion: (typeof READ_VERSIONS)[number];
  readonly run: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly seed: number;
  readonly source: Source;
  readonly baseline: string;
  readonly hashes: {
    readonly config: string;
    readonly suites: Readonly<Record<string, string>>;
    readonly goldens: Readonly<Record<string, string>>;
    /** Of the ids of the prompts that were selected; null in a run that did not keep it. */
    readonly prompts: string | null;
    /** Of the cassettes that were replayed; null where none were. */
    readonly cassettes: string | null;
  };
  readonly versions: Readonly<Record<string, string>>;
  /**
   * By target: the versions that its server said of itself whenever the run was begun or gone on with; none where it did not
   * say, and no target whose server has no place for it, or was not asked.
   */
  readonly servers: Readonly<Record<string, readonly string[]>>;
  /** What each target was by the configuration when its answers were asked for; none in a run that did not keep it. */
  readonly endpoints: readonly Endpoint[];
  readonly plan: RunPlan;
  readonly argv: readonly string[];
  /** Null in a run that did not keep it. */
  readonly origin: RunOrigin | null;
  /** Null for a run that asks all that was selected. */
  readonly shard: PlannedShard | null;
  /** Null for a run that was not merged of shards. A merged one began when the first of them did. */
  readonly merged: MergedShards | null;
  /**
   * The run whose stored answers were judged anew, its evidence root, and in which run, when and by which configuration its
   * answers were asked for, which no judging changes (null in a run that did not keep it); null where answers were asked for.
   */
  readonly rejudged: {
    readonly run: string;
    readonly evidenceRoot: string;
    /** Another run than that where it judged answers anew itself. */
    readonly askedIn: { readonly run: string; readonly evidenceRoot: string } | null;
    readonly askedAt: string | null;
    readonly config: string | null;
  } | null;
  /**
   * When the oldest of the answers that were replayed was asked for, ISO 8601; null where none were, and in a run that did not
   * keep it.
   */
  readonly recordedAt: string | null;
  /**
   * How many faults were planted, and the hash of the configuration without them; of a run that judges another anew, that
   * one's. Null where none were, and in a run that did not keep it.
   */
  readonly planted: { readonly faults: number; readonly config: string } | null;
  /** Null where nothing but its answers was wanted. */
  readonly purpose: RunPurpose | null;
  /** The judge whose opinion was asked, as it was measured; null where none was. */
  readonly judge: Agreement | null;
  /**
   * When it was begun, and each time that it was gone on with; of a merged run, those of each shard; of one that judges
   * another anew, that one's.
   */
  readonly legs: readonly RunLeg[];
}
