import type { Report } from '../../src/contract/runs/report.ts';
import { counts, group, promptRow, report, target } from './sample-report.ts';

/** A run that failed, in which somebody wrote these. */
export function written(one: string, two: string, rows = 1): Report {
  const prompts = Array.from({ length: rows }, (_, at) =>
    promptRow({
      promptId: `prompt-${at}`,
      failed: 2,
      firstFinding: `schema/type-mismatch ${one}: ${two}`,
      example: {
        exchange: `vllm-scout/prompt-${at}/send/1`,
        code: 'schema/type-mismatch',
        expected: one,
        observed: two,
      },
    }),
  );
  const all = counts({ planned: rows * 2, failed: rows * 2 });
  return report(
    {
      verdict: 'fail',
      counts: all,
      targets: [target('vllm-scout', { counts: all, broken: rows * 2 })],
      groups: [group({ pointer: one, message: two, observed: two, example: 'vllm-scout/prompt-0/send/1' })],
      notes: [group({ pointer: two, message: one })],
      prompts,
    },
    {
      exitCode: 1,
      places: [{ promptId: 'prompt-0', file: 'suites/a,b:c%.yaml', line: 7, column: 5 }],
      mends: [{ kind: 'model_not_found', targets: ['vllm-scout'], mend: two }],
    },
  );
}
