import { Option, type Command } from '@commander-js/extra-typings';
import { CONFIG_SOURCES } from '../../config/catalog.ts';
import { CONFIG_FILE } from '../../config/defaults.ts';
import { RUNS_FOLDER } from '../../store/run/layout.ts';
import { port, positive, suiteName, whole } from './parsers.ts';

export const shadow = (program: Command) =>
  program
    .command('shadow')
    .description(
      'Take live traffic: ask it again of both sides and keep what comes, or serve it by the side that the rollout gives it.',
    )
    .option('--config <path>', 'configuration file', CONFIG_FILE)
    .option('--migration <id>', 'whose traffic (default: the only one)')
    .optionsGroup('How live requests come:')
    .option(
      '--sink',
      'a gateway mirrors them here; each is answered with 202 at once, and asked of both sides',
    )
    .addOption(
      new Option('--proxy', 'clients ask here, and are answered by the arm that is theirs').conflicts('sink'),
    )
    .addOption(
      new Option(
        '--capture <n>',
        'of those that are kept already draw so many, as a draft of a suite with goldens that nobody approved',
      )
        .argParser(positive)
        .conflicts(['sink', 'proxy']),
    )
    .option('--suite <name>', 'with --capture: the suite that is written', suiteName, 'captured')
    .optionsGroup('Whom to ask:')
    .addOption(
      new Option('--source <source>', 'whom to ask (default: as configured)').choices(CONFIG_SOURCES),
    )
    .option('--seed <n>', 'seed of the simulator, or of what is drawn', whole, 1)
    .option('--faults <file>', 'plant these faults in the simulator (YAML or JSON)')
    .optionsGroup('Where it listens:')
    .option('--host <address>', 'the address', '127.0.0.1')
    .option('--port <n>', 'the port; 0 takes a free one', port, 0)
    .option(
      '--api-key-env <name>',
      'with --proxy: the environment variable that holds the key that clients must send',
    )
    .optionsGroup('What becomes of what is asked again:')
    .option('--out <folder>', 'where runs are kept', RUNS_FOLDER)
    .addOption(
      new Option('--requests <n>', 'with --sink: end when so many were asked again')
        .argParser(positive)
        .conflicts(['proxy', 'capture']),
    )
    .addOption(new Option('--serve-only', 'with --proxy: ask nothing again').conflicts(['sink', 'capture']))
    .optionsGroup('Limits, with --proxy:')
    .option(
      '--max-body <bytes>',
      'of one request; all together may have eight times that',
      positive,
      16 * 1024 * 1024,
    )
    .option('--max-in-flight <n>', 'requests that are served at once', positive, 500)
    .option('--grace <seconds>', 'what is being served has so long after a signal to stop', positive, 30)
    .optionsGroup('What is printed:')
    .option(
      '--json',
      'print the addresses as JSON; with --sink each run and the accounts too, a line each; with --capture what was drawn',
    );

export type ShadowFlags = ReturnType<ReturnType<typeof shadow>['opts']>;
