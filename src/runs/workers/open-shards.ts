import { stat } from 'node:fs/promises';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import { hashCanonical } from '../../json/hash-canonical.ts';
import { findRun, isRun, listRuns } from '../../store/run/find-run.ts';
import type { PlannedShard, RunManifest } from '../../store/run/manifest.ts';
import { readRun } from '../../store/run/read-run.ts';
import { differencesBetween } from '../../store/run/refuse-changes.ts';
import type { SealedRun } from '../project/gather-answers.ts';

/** A sealed run that is a part of one. */
export interface OpenedShard {
  readonly run: SealedRun;
  readonly shard: PlannedShard;
}

/**
 * The shards of one run, by index: each named by its folder, by a folder in which runs are kept, as machines bring them, or by
 * its id under `out`. Some may be missing. Throws InputError, with everything that is wrong, when one is no shard, did not come
 * to its end, is there twice, or was asked or is judged otherwise than the first.
 */
export async function openShards(
  out: string,
  named: readonly string[],
): Promise<readonly [OpenedShard, ...OpenedShard[]]> {
  const folders = (await Promise.all(named.map((name) => foldersOf(out, name)))).flat();
  const runs = await Promise.all([...new Set(folders)].map((folder) => readRun(folder)));
  const problems: Problem[] = [];
  const opened: OpenedShard[] = [];
  for (const run of runs) {
    const { evidenceRoot, folder, manifest } = run;
    const { shard } = manifest;
    if (shard === null) {
      const mend = 'leave it out, or name the folders of the shards one by one';
      problems.push(problem(`run ${manifest.run} in ${folder} is no shard`, mend));
    } else if (evidenceRoot === null) {
      const mend = 'go on with it by --resume where it was begun; or leave it out, and it counts as missing';
      problems.push(problem(`run ${manifest.run} in ${folder} is not sealed`, mend));
    } else opened.push({ run: { ...run, evidenceRoot }, shard });
  }
  const [first, ...rest] = opened.toSorted((a, b) => a.shard.index - b.shard.index);
  if (first === undefined) throw new InputError(problems);
  problems.push(...rest.flatMap((other) => whyApart(first, other)));
  problems.push(...rest.flatMap((other, at) => whyTwice([first, ...rest][at] ?? first, other)));
  if (problems.length > 0) throw new InputError(problems);
  return [first, ...rest];
}

const EMPTY =
  'name the folder of a shard, or one in which shards are; what was never brought counts as missing';

async function foldersOf(out: string, name: string): Promise<readonly string[]> {
  if (await isRun(name)) return [name];
  const kept = await listRuns(name);
  if (kept.length > 0) return kept;
  const isFolder = await stat(name).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (isFolder) throw new InputError([problem(`${name} holds no run`, EMPTY)]);
  return [await findRun(out, name)];
}

/** What two shards of one run have in common, or their exchanges would answer two questions, or be judged by two rules. */
function whyApart(first: OpenedShard, other: OpenedShard): readonly Problem[] {
  const [ours, theirs] = [first.run.manifest, other.run.manifest];
  const split = { what: 'the number of shards', before: `${first.shard.of}`, after: `${other.shard.of}` };
  const differences = differencesBetween(asWhole(ours, first.shard), asWhole(theirs, other.shard));
  return [...(split.before === split.after ? [] : [split]), ...differences].map(({ what, before, after }) =>
    problem(
      `runs ${ours.run} and ${theirs.run} are no shards of one run: ${what} differs (${before}, and ${after})`,
      'ask all shards by one version, of one configuration, with the same flags',
    ),
  );
}

/** A shard's manifest with what is of the whole in place of what is of the part. */
function asWhole(manifest: RunManifest, { whole }: PlannedShard): RunManifest {
  return {
    ...manifest,
    hashes: { ...manifest.hashes, prompts: hashCanonical(whole.prompts) },
    plan: {
      ...manifest.plan,
      targets: whole.pairs === null ? manifest.plan.targets : [],
      tags: [],
      prompts: whole.prompts.length,
      pairs: whole.pairs,
    },
    shard: null,
  };
}

function whyTwice(before: OpenedShard, other: OpenedShard): readonly Problem[] {
  if (before.shard.index !== other.shard.index) return [];
  const both = [before, other].map(({ run }) => `${run.manifest.run} (${run.folder})`).join(' and ');
  const what = `shard ${other.shard.index} of ${other.shard.of} is there twice: runs ${both}`;
  return [problem(what, 'leave one of them out')];
}
