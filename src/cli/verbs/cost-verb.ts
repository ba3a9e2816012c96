import { Option, type Command } from '@commander-js/extra-typings';
import { CONFIG_FILE } from '../../config/defaults.ts';
import { TRIM_TO, TTLS_MINUTES } from '../../contract/cost/default-savings.ts';
import { RUNS_FOLDER } from '../../store/run/layout.ts';
import { positives } from './parsers.ts';

const numbers = <Flags extends string>(flags: Flags, description: string, usual: readonly number[]) =>
  new Option(flags, description).argParser(positives).default(usual, usual.join(','));

export const cost = (program: Command) =>
  program
    .command('cost')
    .argument('[run]', 'the run: its id or folder (default: the newest)')
    .description(
      'Say what a run cost, what an accepted answer did, and what a cache or shorter inputs would save.',
    )
    .addOption(
      numbers('--ttl <minutes>', 'how long a cache keeps how requests begin; several by comma', TTLS_MINUTES),
    )
    .addOption(numbers('--trim <tokens>', 'to how many tokens inputs are cut; several by comma', TRIM_TO))
    .option(
      '--policy <file>',
      'the routing policy that puts prompts into routes (YAML or JSON; default: the built-in one)',
    )
    .option('--out <folder>', 'where runs are kept', RUNS_FOLDER)
    .option('--config <path>', 'configuration file, whose prices are taken as they are now', CONFIG_FILE)
    .option('--json', 'print it as JSON');

export type CostFlags = ReturnType<ReturnType<typeof cost>['opts']>;
