import { Argument, Option, type Command } from '@commander-js/extra-typings';
import { CONFIG_FILE } from '../../config/defaults.ts';
import { STAGES } from '../../contract/gates/migration.ts';
import { RUNS_FOLDER } from '../../store/run/layout.ts';
import { names, pinned, port, positive, whole } from './parsers.ts';

/** As elsewhere, and by comma as well. */
function suites(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), ...names(text)];
}

export const gate = (program: Command) =>
  program
    .command('gate')
    .addArgument(
      new Argument(
        '[what]',
        'plan: say what a run could decide, before it is asked; serve: answer over HTTP until it is stopped; calibrate: measure gates over years of nights',
      ).choices(['plan', 'serve', 'calibrate'] as const),
    )
    .description("Judge two recorded sides by a stage's exit criteria: open 0, closed 1, inconclusive 3.")
    .option('--config <path>', 'configuration file', CONFIG_FILE)
    .addOption(
      new Option(
        '--stage <stage>',
        'the stage that is to be left; with serve, of a webhook that names none',
      ).choices(STAGES),
    )
    .option('--migration <id>', 'its sides, suites, policy and consumers (default: the only one)')
    .option('--baseline <side>', "the side that is compared with: [RUN/]TARGET (default: the migration's)")
    .option('--candidate <side>', "the side that is judged: [RUN/]TARGET (default: the migration's)")
    .option('--policy <name>', "a policy of the configuration, or default (default: the migration's)")
    .option('--allow-synthetic', "judge a simulator's answers as if they were real ones; it is printed")
    .addOption(
      new Option('--evidence-root <sha256>', 'the root of each run that may be judged; any other is refused')
        .argParser(pinned)
        .default([], 'any run'),
    )
    .option('--port <n>', 'with serve: the port; 0 takes a free one (default: 0)', port)
    .option('--host <address>', 'with serve: the address to listen on (default: 127.0.0.1)')
    .option('--suite <name...>', 'with calibrate: only these suites', suites)
    .option('--years <n>', 'with calibrate: years of sides that do not differ (default: 2000)', positive)
    .option('--seed <n>', 'with calibrate: of everything that is drawn (default: 1)', whole)
    .option('--out <folder>', 'where runs are kept', RUNS_FOLDER)
    .addOption(
      new Option(
        '--reporter <name...>',
        'in a step of GitHub Actions: its summary, and annotations where criteria that do not hold stand',
      ).choices(['github'] as const),
    )
    .option('--json', 'print everything as JSON');

export type GateFlags = ReturnType<ReturnType<typeof gate>['opts']>;
