import { Option, type Command } from '@commander-js/extra-typings';
import { CONFIG_FILE } from '../../config/defaults.ts';
import { RUNS_FOLDER } from '../../store/run/layout.ts';

const config = new Option('--config <path>', 'configuration file').default(CONFIG_FILE);
const out = new Option('--out <folder>', 'where runs are kept').default(RUNS_FOLDER);
const run = new Option('--run <run>', 'the run that proves what targets can do (default: the newest)');
const policy = new Option('--policy <file>', 'the routing policy (YAML or JSON; default: the built-in one)');

export const explainRoute = (route: Command) =>
  route
    .command('explain')
    .argument('<file>', "a chat request in OpenAI's form, as JSON; - reads stdin")
    .description('Say where a request would go, how each target scores, and why others may not have it.')
    .addOption(policy)
    .option('--current <target>', 'the target that its conversation is at')
    .addOption(run)
    .addOption(out)
    .addOption(config)
    .option('--json', 'print the decision as JSON');

export const testRoutes = (route: Command) =>
  route
    .command('test')
    .argument('[file]', 'golden decisions', 'suites/routing.yaml')
    .description('Hold the policy against decisions that it must make. Calls nothing.')
    .addOption(policy)
    .option('--json', 'print the decisions as JSON');

export const diffRoutes = (route: Command) =>
  route
    .command('diff')
    .argument('<policy>', 'the other routing policy')
    .description(
      'Say which recorded requests another policy would move, and what nobody could have any more.',
    )
    .addOption(policy)
    .addOption(run)
    .addOption(out)
    .addOption(config)
    .option('--json', 'print what moves as JSON');

export type ExplainRouteFlags = ReturnType<ReturnType<typeof explainRoute>['opts']>;
export type TestRoutesFlags = ReturnType<ReturnType<typeof testRoutes>['opts']>;
export type DiffRoutesFlags = ReturnType<ReturnType<typeof diffRoutes>['opts']>;
