import { USUAL_BASELINE } from '../../config/defaults.ts';
import type { Summary } from '../../contract/runs/summary.ts';
import { quoteShell } from '../../reports/exchange/quote-shell.ts';
import { RUNS_FOLDER } from '../../store/run/layout.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import type { PlannedPrompt } from '../../suites/plan-prompts.ts';
import { whereFlags, type Where } from './name-run.ts';

/** Stands in a command for the reason of whoever pastes it; what stands there is what will be kept. */
const REASON = 'read and found right';

/** A command that approves, as it can be pasted. */
export function approveCommand(flags: readonly string[], where: Where, reason: string = REASON): string {
  const words = [
    'npx',
    'llama-contract',
    'golden',
    'approve',
    ...flags,
    '--reason',
    reason,
    ...whereFlags(where),
  ];
  return words.map(quoteShell).join(' ');
}

/** The target that gave the most answers that nothing is approved for; of equals the first. */
function mostUnproven({ prompts }: Summary): string | null {
  const rows = prompts.filter(({ unproven }) => unproven > 0);
  const counts = [...Map.groupBy(rows, ({ target }) => target)].map(([target, of]) => ({ target, of }));
  return counts.toSorted((a, b) => b.of.length - a.of.length)[0]?.target ?? null;
}

/** What to do about the prompts of a run that have no approved golden: look at what came, and approve it. */
export function approvingCommands(
  summary: Summary,
  { run, plan, baseline }: RunManifest,
  open: readonly PlannedPrompt[],
  where: Where,
): readonly string[] {
  const written = open.filter(({ draft }) => draft !== null).map(({ prompt }) => prompt.id);
  const target = plan.targets.length < 2 ? null : mostUnproven(summary);
  const diff = ['npx', 'llama-contract', 'golden', 'diff', ...(target === null ? [] : [target])];
  const which = [
    run,
    ...(target === null ? [] : ['--target', target]),
    ...(plan.repeat === 1 ? [] : ['--repetition', '1']),
  ];
  const to = { catalog: { file: where.config }, baseline };
  return [
    ...(open.length === 0 ? [] : [[...diff, '--run', run, ...whereFlags(where)].map(quoteShell).join(' ')]),
    ...(open.length === written.length ? [] : [approveCommand(which, where)]),
    ...(written.length === 0 ? [] : [approveWritten(written, to)]),
  ];
}

/** The one for goldens as they stand in their file. */
export function approveWritten(
  prompts: readonly string[],
  { catalog, baseline }: { readonly catalog: { readonly file: string }; readonly baseline: string },
): string {
  const to = baseline === USUAL_BASELINE ? [] : ['--to', baseline];
  return approveCommand(['--written', '--prompt', ...prompts, ...to], {
    config: catalog.file,
    out: RUNS_FOLDER,
  });
}
