import type { Agreement } from '../opinions/agreement.ts';
import type { TargetCost } from '../cost/cost.ts';
import type { ErrorKind } from '../errors/error-kind.ts';
import type { Source } from '../exchanges/exchange.ts';
import type { FindingCode } from '../findings.ts';
import type { RunOrigin } from './origin.ts';
import type { ShadowReport } from '../traffic/shadow-report.ts';
import type { Shard } from './shard.ts';
import type { StrengthFigures } from '../suites/strength.ts';
import type { Summary } from './summary.ts';

/** Times, ids and origin of a run: everything that may differ between two runs of one seed. */
export interface RunIdentity {
  readonly run: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly durationMs: number;
  /** Exchanges per second. */
  readonly throughput: number | null;
  /** Null in a run that did not keep it. */
  readonly origin: RunOrigin | null;
}

/** What to look at where targets gave errors of one kind, or where a finding says more than its error's kind. */
export interface ErrorMend {
  readonly kind: ErrorKind | FindingCode;
  readonly targets: readonly string[];
  readonly mend: string;
}

/** A golden that somebody is to write: the file, and the line with its places to fill in. */
export interface GoldenToWrite {
  readonly promptId: string;
  /** From the project root. */
  readonly file: string;
  readonly line: string;
}

/** Where a prompt stands that did not pass; 1-based, `file` from the working folder. */
export interface PromptPlace {
  readonly promptId: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What a reporter renders. `paths` are relative to the working folder. */
export interface Report {
  readonly identity: RunIdentity;
  readonly summary: Summary;
  readonly exitCode: number;
  readonly source: Source;
  readonly seed: number;
  readonly baseline: string;
  readonly suites: readonly string[];
  /** The part of what was selected that this run asked, and all that its verdict is of; null for the whole. */
  readonly shard: Shard | null;
  /** How many faults were planted in what answered. */
  readonly planted: number;
  /** What its targets cost, in their order; none where no price is known. */
  readonly costs: readonly TargetCost[];
  /** The judge whose opinion was asked, as it was measured; null where none was. */
  readonly judge: Agreement | null;
  readonly mends: readonly ErrorMend[];
  /** How endpoints answer otherwise than in the last run that asked them, a sentence each. */
  readonly changes: readonly string[];
  /** What names the run in a command that looks into it, ready for a shell: `--run R`. */
  readonly inRun: string;
  /** Over what was answered to what, times and ids left out: two runs that got the same answers have the same one. */
  readonly contentRoot: string;
  /** How much wrong the goldens of this run would catch; null where none is approved, or nobody waited for it. */
  readonly strength: StrengthFigures | null;
  /** What became of the live requests of which the run is; null where it asked prompts of suites. */
  readonly shadow: ShadowReport | null;
  /** Of every prompt that is unproven. */
  readonly goldensToWrite: readonly GoldenToWrite[];
  /** Commands that show what came to those prompts, and approve it, ready for a shell; none where none is unproven. */
  readonly approving: readonly string[];
  /** Of prompts of which an exchange did not pass, sorted by id. */
  readonly places: readonly PromptPlace[];
  /** Of the run, and of each report that was written beside it, by the reporter's name. */
  readonly paths: Readonly<Record<string, string>>;
}

/** Named here so that who offers them loads none of them. */
export const REPORTER_NAMES = ['console', 'json', 'markdown', 'junit', 'ctrf', 'github'] as const;
export type ReporterName = (typeof REPORTER_NAMES)[number];

export interface Reporter {
  readonly name: string;
  readonly extension: string;
  render(report: Report): string;
}
