import type { Command } from 'commander';
import { port, whole } from './numbers.ts';

interface SimulateFlags {
  readonly config: string;
  readonly port: number;
  readonly seed: number;
  readonly faults?: string;
  readonly snippets?: string;
  readonly json?: true;
}

export function addSimulate(program: Command, version: string): void {
  program
    .command('simulate')
    .description("Serve the simulator for your own client: every target's wire, with test credentials.")
    .option('--config <path>', 'configuration file', 'llama-contract.config.yaml')
    .option('--port <n>', 'port on loopback; 0 takes a free one', port, 0)
    .option('--seed <n>', 'seed of ids, chunking and delays', whole, 1)
    .option('--faults <file>', 'plant these faults (YAML or JSON)')
    .option('--snippets <target>', 'print ready code for each client of this target')
    .option('--json', 'print the addresses as JSON')
    .action(async (flags: SimulateFlags) => {
      const { runSimulate } = await import('./run-simulate.ts');
      await runSimulate(flags, version);
    });
}
