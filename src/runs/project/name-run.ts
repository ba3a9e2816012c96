import { CONFIG_FILE } from '../../config/defaults.ts';
import { quoteShell } from '../../reports/exchange/quote-shell.ts';
import { RUNS_FOLDER } from '../../store/run/layout.ts';

/** Where a project and its runs are, as they were named to us. */
export interface Where {
  readonly config: string;
  readonly out: string;
}

/** The flags without which a command would look elsewhere. */
export function whereFlags({ config, out }: Where): readonly string[] {
  return [
    ...(out === RUNS_FOLDER ? [] : ['--out', out]),
    ...(config === CONFIG_FILE ? [] : ['--config', config]),
  ];
}

/** The flags by which a command finds a run, as they can be pasted. */
export function nameRun(run: string, where: Where): string {
  return ['--run', run, ...whereFlags(where)].map(quoteShell).join(' ');
}
