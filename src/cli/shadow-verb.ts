import { Option, type Command } from '@commander-js/extra-typings';
import { CONFIG_SOURCES } from '../config/catalog.ts';
import { CONFIG_FILE } from '../config/defaults.ts';
import { port, positive, whole } from './parsers.ts';

export const shadow = (program: Command) =>
  program
    .command('shadow')
    .description('Serve live traffic by the side that the rollout gives it, in the form of the OpenAI API.')
    .option('--config <path>', 'configuration file', CONFIG_FILE)
    .option('--migration <id>', 'whose traffic (default: the only migration there is)')
    .optionsGroup('How live requests come:')
    .option('--proxy', 'clients ask here, and are answered by the arm that is theirs')
    .optionsGroup('Whom to ask:')
    .addOption(
      new Option('--source <source>', 'the real ones or a simulator (default: as configured)').choices(
        CONFIG_SOURCES,
      ),
    )
    .option('--seed <n>', 'seed of the simulator', whole, 1)
    .option('--faults <file>', 'plant these faults in the simulator (YAML or JSON)')
    .optionsGroup('Where it listens:')
    .option('--host <address>', 'the address', '127.0.0.1')
    .option('--port <n>', 'the port; 0 takes a free one', port, 0)
    .option('--api-key-env <name>', 'the environment variable that holds the key that clients must send')
    .optionsGroup('Limits:')
    .option('--max-body <bytes>', 'of one request', positive, 16 * 1024 * 1024)
    .option('--max-in-flight <n>', 'requests that are served at once', positive, 500)
    .option('--grace <seconds>', 'what is being served has so long after a signal to stop', positive, 30)
    .option('--json', 'print the addresses as JSON');

export type ShadowFlags = ReturnType<ReturnType<typeof shadow>['opts']>;
