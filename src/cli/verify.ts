import type { Command } from 'commander';
import type { VerifyFlags } from './verify-options.ts';
import { addVerifyOptions } from './verify-options.ts';

export function addVerify(program: Command, version: string): void {
  addVerifyOptions(program.command('verify'))
    .description('Ask every prompt of every target, judge the answers, keep the evidence.')
    .action(async (flags: VerifyFlags) => {
      const { runVerify } = await import('./run-verify.ts');
      await runVerify(flags, version);
    });
}
