import { Option, type Command } from '@commander-js/extra-typings';
import { CAPABILITIES_FOLDER, CONFIG_FILE } from '../../config/defaults.ts';
import { PROBE_PARTS } from '../../probe/plan-probe.ts';
import { RUNS_FOLDER } from '../../store/run/layout.ts';
import { positive, whole } from './parsers.ts';

export const probe = (program: Command) =>
  program
    .command('probe')
    .argument('[target...]', 'whom to ask (default: every target)')
    .description('Find out what endpoints really do: capabilities, output cap, and how much input they read.')
    .option('--config <path>', 'configuration file', CONFIG_FILE)
    .addOption(
      new Option('--only <part...>', 'parts of it: bits (capabilities), output (its cap), context').choices(
        PROBE_PARTS,
      ),
    )
    .option('--max-tokens <n>', 'most tokens that are spent on each target', positive, 250_000)
    .option('--dry-run', 'say what would be spent; call nothing')
    .addOption(
      new Option('--source <source>', 'whom to ask (default: as configured)').choices([
        'simulate',
        'live',
      ] as const),
    )
    .option('--seed <n>', 'seed of the texts that are asked about, and of the simulator', whole, 1)
    .option('--faults <file>', 'plant these faults in the simulator (YAML or JSON)')
    .option(
      '-o, --output <folder>',
      `where a file for each target is written (default: ${CAPABILITIES_FOLDER} beside the configuration)`,
    )
    .option('--out <folder>', 'where the run is kept, for history and show', RUNS_FOLDER)
    .option('--resume', 'ask only what the files there do not settle: of a probe cut short, or left unknown')
    .option('--diff <file>', 'say what changed since this file was written')
    .addOption(new Option('--markdown', 'print the matrix as Markdown').conflicts('json'))
    .option('--json', 'print all that was found as JSON');

export type ProbeFlags = ReturnType<ReturnType<typeof probe>['opts']>;
