import { Option, type Command } from 'commander';
import type { ReporterName } from '../reports/registry.ts';
import { positive, whole } from './numbers.ts';

/** Named here once more so that --help loads no reporter; the compiler holds the two lists together. */
const REPORTERS: Readonly<Record<ReporterName, true>> = {
  console: true,
  json: true,
  markdown: true,
  junit: true,
};

export const DEFAULT_OUT = 'reports';

/** The options of `verify` as commander hands them over. */
export interface VerifyFlags {
  readonly config: string;
  readonly target?: readonly string[];
  readonly suite?: readonly string[];
  readonly tag?: readonly string[];
  readonly mode: 'send' | 'stream' | 'both';
  readonly repeat: number;
  readonly concurrency?: number;
  readonly source?: string;
  readonly seed: number;
  readonly out: string;
  readonly resume?: string;
  readonly reporter: readonly ReporterName[];
  readonly json?: true;
  readonly bail?: true;
  readonly dryRun?: true;
  readonly faults?: string;
}

export function addVerifyOptions(command: Command): Command {
  return command
    .option('--config <path>', 'configuration file', 'llama-contract.config.yaml')
    .option('--target <id...>', 'only these targets')
    .option('--suite <name...>', 'only these suites')
    .option('--tag <tag...>', 'only prompts with one of these tags')
    .addOption(new Option('--mode <mode>', 'how to ask').choices(['send', 'stream', 'both']).default('both'))
    .option('--repeat <n>', 'how often each prompt is asked', positive, 1)
    .option('--concurrency <n>', 'requests in flight to one target', positive)
    .option('--source <source>', 'where answers come from: simulate or live (default: as configured)')
    .option('--seed <n>', 'seed of the simulator', whole, 1)
    .option('--out <folder>', 'where runs are kept', DEFAULT_OUT)
    .option('--resume <run>', 'go on with a run: its id or folder')
    .addOption(
      new Option('--reporter <name...>', 'reports to write beside the run')
        .choices(Object.keys(REPORTERS))
        .default([]),
    )
    .option('--json', 'print the result as JSON')
    .option('--bail', 'stop at the first exchange that does not pass')
    .option('--dry-run', 'print the matrix, calls and token estimate; call nothing')
    .option('--faults <file>', 'plant these faults in the simulator (YAML or JSON)');
}
