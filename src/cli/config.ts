import { Argument, type Command } from 'commander';

interface ConfigFlags {
  readonly config: string;
  readonly json?: true;
}

const SCHEMAS = ['config', 'suite', 'faults', 'response'];

export function addConfig(program: Command): void {
  const config = program.command('config').description('Check, print or describe the configuration.');
  config
    .command('validate')
    .description('Check the configuration and every suite and golden that it names.')
    .option('--config <path>', 'configuration file', 'llama-contract.config.yaml')
    .option('--json', 'print the result as JSON')
    .action(async (flags: ConfigFlags) => (await import('./run-config.ts')).validate(flags));
  config
    .command('print')
    .description('Print what the configuration comes to. Secrets are never in it, only names of variables.')
    .option('--config <path>', 'configuration file', 'llama-contract.config.yaml')
    .option('--json', 'print it as JSON')
    .action(async (flags: ConfigFlags) => (await import('./run-config.ts')).print(flags));
  config
    .command('schema')
    .description('Print the JSON Schema of a file format, for editors.')
    .addArgument(new Argument('[format]', 'which one').choices(SCHEMAS).default('config'))
    .action(async (format: string) => (await import('./run-config.ts')).schema(format));
}
