import type { JudgeApart } from '../checks/slow-value.ts';
import type { RunOrigin } from '../contract/runs/origin.ts';
import type { Clock, Processes, Random } from '../contract/world.ts';

/** What every verb needs from outside. `env` is read for the names that the configuration gives, and for nothing else. */
export interface RunWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly processes: Processes;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** This tool's version, and those of what it runs on, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** The version of a package that is loaded by this name; null where it is not installed. */
  readonly packageVersion: (name: string) => string | null;
  readonly argv: readonly string[];
  /** Who has a run made, and of what, seen from the folder of its configuration. */
  readonly origin: (folder: string) => Promise<RunOrigin>;
  /** What an answer could hold up is judged where it can be ended. */
  readonly judgeApart: JudgeApart;
}
