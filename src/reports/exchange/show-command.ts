import type { Report } from '../../contract/runs/report.ts';
import { quoteShell } from './quote-shell.ts';

/** The command that opens an exchange of the run, as it can be pasted where the run was started. */
export function showCommand({ inRun }: Pick<Report, 'inRun'>, id: string): string {
  return `npx llama-contract show ${quoteShell(id)} ${inRun}`;
}
