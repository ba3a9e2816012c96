import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';

interface SimulateFlags {
  readonly config: string;
  readonly port: number;
  readonly seed: number;
  readonly faults?: string;
  readonly json?: true;
}

export function addSimulate(program: Command, version: string): void {
  program
    .command('simulate')
    .description("Serve the simulator for your own client: every target's wire, with test credentials.")
    .option('--config <path>', 'configuration file', 'llama-contract.config.yaml')
    .option('--port <n>', 'port on loopback; 0 takes a free one', port, 0)
    .option('--seed <n>', 'seed of ids, chunking and delays', Number, 1)
    .option('--faults <file>', 'plant these faults (YAML or JSON)')
    .option('--json', 'print the addresses as JSON')
    .action(async (flags: SimulateFlags) => {
      const { runSimulate } = await import('./run-simulate.ts');
      await runSimulate(flags, version);
    });
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError('It must be a port, 0 to 65535.');
  }
  return value;
}
