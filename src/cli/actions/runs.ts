import { InputError, problem } from '../../contract/problem.ts';
import { count, plural } from '../../reports/text/format.ts';
import { renderRuns, size } from '../../reports/verbs/render-runs.ts';
import { packRuns, type PackedRun } from '../../runs/history/pack-runs.ts';
import { pruneRuns } from '../../runs/history/prune-runs.ts';
import { unreadOf } from '../../runs/history/unread-of.ts';
import { readOverviews, type RunOverview } from '../../store/run/read-overview.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printProblems } from '../output/print-problems.ts';
import type { ListRunsFlags, PackRunsFlags, PruneRunsFlags } from '../verbs/short-verbs.ts';

export async function runListRuns({ out, json }: ListRunsFlags): Promise<void> {
  const runs = await readOverviews(out, nodeWorld().processes);
  printProblems(runs.flatMap(unreadOf));
  if (json === true) print({ runs });
  else process.stdout.write(runs.length === 0 ? `${out} holds no run\n` : renderRuns(runs));
}

export async function runPackRuns(runs: readonly string[], { out, json }: PackRunsFlags): Promise<void> {
  const packed = await packRuns({ out, runs }, nodeWorld());
  if (json === true) {
    print({ packed });
    return;
  }
  if (packed.length > 0) process.stdout.write(renderRuns(packed));
  const [before, after] = [sum(packed, 'bytesBefore'), sum(packed, 'bytes')];
  const many = `${count(packed.length)} ${plural(packed.length, 'run')}`;
  process.stdout.write(`packed ${many}, ${size(before)} to ${size(after)}\n`);
}

function sum(runs: readonly PackedRun[], what: 'bytes' | 'bytesBefore'): number {
  return runs.reduce((total, run) => total + run[what], 0);
}

export async function runPruneRuns(flags: PruneRunsFlags): Promise<void> {
  const { out, keep = null, olderThan = null, json } = flags;
  if (keep === null && olderThan === null) {
    throw new InputError([problem('nothing says which runs are to go', 'add --keep N or --older-than DAYS')]);
  }
  const dryRun = flags.dryRun === true;
  const { removed, left } = await pruneRuns({ out, keep, olderThanDays: olderThan, dryRun }, nodeWorld());
  if (json === true) {
    print({ dryRun, removed, left });
    return;
  }
  if (removed.length > 0) process.stdout.write(renderRuns(removed));
  const freed = size(removed.reduce((sum, { bytes }) => sum + bytes, 0));
  const many = `${count(removed.length)} ${plural(removed.length, 'run')}`;
  process.stdout.write(dryRun ? `would remove ${many}, ${freed}\n` : `removed ${many}, ${freed}\n`);
  for (const { run, why } of left) console.error(`left ${run}: ${why}`);
}

function print(facts: Readonly<Record<string, boolean | readonly RunOverview[]>>): void {
  process.stdout.write(`${JSON.stringify({ schemaVersion: 1, ...facts })}\n`);
}
