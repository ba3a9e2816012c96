import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { port, positive, whole } from './numbers.ts';

export interface FuzzFlags {
  readonly wire?: readonly string[];
  readonly runs?: number;
  readonly seed?: number;
  readonly path?: string;
  readonly timeBudget?: number;
  readonly against?: string;
  readonly upstreamPort: number;
  readonly model?: string;
  readonly apiKeyEnv?: string;
  readonly json?: true;
}

export function addFuzz(program: Command, version: string): void {
  program
    .command('fuzz')
    .description('Break every wire in every way, in memory, and look for an answer or an error that lies.')
    .option('--wire <names>', 'wires or servers, by comma (default: all)', names)
    .option('--runs <n>', 'cases for each property (default: 300; against a gateway 60)', positive)
    .option('--seed <n>', 'seed of the cases (default: a new one, which is printed)', seed)
    .option('--path <property:path>', 'one counterexample again, with the seed that was printed with it')
    .option('--time-budget <seconds>', 'stop after this time', positive)
    .option('--against <url>', 'base URL of your own OpenAI-compatible gateway: its answers are judged')
    .option('--upstream-port <n>', 'where the simulator listens as the upstream of --against', port, 0)
    .option('--model <name>', 'the model to ask the gateway for')
    .option('--api-key-env <name>', "the environment variable that holds the gateway's key")
    .option('--json', 'print the report as JSON')
    .action(async (flags: FuzzFlags) => {
      const { runFuzz } = await import('./run-fuzz.ts');
      await runFuzz(flags, version);
    });
}

function names(text: string): readonly string[] {
  const list = text.split(',').map((name) => name.trim());
  if (list.some((name) => name === '')) throw new InvalidArgumentError('It must be names, by comma.');
  return list;
}

/** What fast-check takes for a seed. */
function seed(text: string): number {
  const value = whole(text);
  if (value !== (value | 0)) throw new InvalidArgumentError('It must be a whole number of 32 bits.');
  return value;
}
