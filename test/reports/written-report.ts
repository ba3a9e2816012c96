import type { Report } from '../../src/contract/runs/report.ts';
import { counts, group, promptRow, report, target } from './sample-report.ts';

/** A run that failed, in which somebody wrote these. */
export function written(first: string, second: string, rows = 1): Report {
  const prompts = Array.from({ length: rows }, (_, at) =>
    promptRow({
      promptId: `prompt-${at}`,
      failed: 2,
      firstFinding: `schema/type-mismatch ${first}: ${second}`,
      example: {
        exchange: `vllm-scout/prompt-${at}/send/1`,
        code: 'schema/type-mismatch',
        expected: first,
        observed: second,
      },
    }),
  );
  const all = counts({ planned: rows * 2, failed: rows * 2 });
  return report(
    {
      verdict: 'fail',
      counts: all,
      targets: [target('vllm-scout', { counts: all, broken: rows * 2 })],
      groups: [
        group({ pointer: first, message: second, observed: second, example: 'vllm-scout/prompt-0/send/1' }),
      ],
      notes: [group({ pointer: second, message: first })],
      prompts,
    },
    {
      exitCode: 1,
      places: [{ promptId: 'prompt-0', file: 'suites/a,b:c%.yaml', line: 7, column: 5 }],
      mends: [{ kind: 'model_not_found', targets: ['vllm-scout'], mend: second }],
    },
  );
}
