import { access, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { USUAL_BASELINE } from '../../config/defaults.ts';
import type { CapturedSuite } from '../../contract/suites/captured-suite.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { Golden } from '../../contract/suites/prompt.ts';
import { orProblem } from '../../store/disk/input-output-problem.ts';
import { listRuns } from '../../store/run/find-run.ts';
import { readLiveRequests, type KeptRequest } from '../../store/live/live-requests.ts';
import { makeFolder } from '../../store/disk/make-folder.ts';
import { readManifest } from '../../store/run/read-manifest.ts';
import { readRun } from '../../store/run/read-run.ts';
import { draftSuite, type DraftSuite } from '../../suites/capture/draft-suite.ts';
import { drawSample } from '../../suites/capture/draw-sample.ts';
import {
  likenessOf,
  spellStratum,
  stratumOf,
  tagsOf,
  type Stratum,
} from '../../suites/capture/stratum-of.ts';
import { answerOf } from '../../suites/goldens/answer-of.ts';
import { candidateFromRun } from '../../suites/goldens/build-golden.ts';
import { goldensFile } from '../../suites/goldens/goldens-file.ts';
import { updateGoldens } from '../../suites/goldens/update-goldens.ts';
import { checkConfig } from '../project/check-config.ts';
import { chooseMigration } from '../project/choose-sides.ts';
import type { RunWorld } from '../run-world.ts';

export interface CaptureOptions {
  readonly config: string;
  /** Where runs are kept. */
  readonly out: string;
  /** Null is the only one. */
  readonly migration: string | null;
  /** How many requests are drawn at most. */
  readonly most: number;
  /** The name of the suite that is written. */
  readonly suite: string;
  readonly seed: number;
}

interface Item {
  readonly folder: string;
  readonly root: string;
  readonly kept: KeptRequest;
  readonly request: KeptRequest['request'];
  readonly stratum: Stratum;
  readonly tags: readonly string[];
}

const MIRRORED = { what: 'whose traffic is captured', named: 'write one under migrations:', or: '' };

/**
 * Draws live requests that shadow runs kept as a draft of a suite, each kind of them in proportion, with the baseline's
 * answers as goldens that nobody has approved. Throws InputError, and writes nothing, where there is none, or the suite is
 * there already.
 */
export async function captureSuite(
  { config, out, migration: wanted, most, suite, seed }: CaptureOptions,
  world: Pick<RunWorld, 'versions'>,
): Promise<CapturedSuite> {
  const { catalog } = await checkConfig(config);
  const migration = chooseMigration(catalog.migrations, wanted, MIRRORED);
  const root = dirname(config);
  const suiteFile = `suites/${suite}.yaml`;
  const goldens = goldensFile(USUAL_BASELINE, suite);
  await refuseThere(root, [suiteFile, goldens]);
  const items = await keptOf(out, migration.id);
  const distinct = [
    ...new Map(items.toReversed().map((item) => [likenessOf(item.request), item])).values(),
  ].toReversed();
  const { drawn, shares } = drawSample(distinct, ({ stratum }) => spellStratum(stratum), { most, seed });
  const draft = draftSuite(suite, drawn);
  const leftOut = [...Map.groupBy(draft.leftOut, ({ why }) => why)].map(([why, some]) => ({
    why,
    requests: some.length,
  }));
  if (draft.suite === null) {
    throw new InputError(
      leftOut.map(({ why, requests }) =>
        problem(`${requests} requests were drawn and cannot be written down: ${why}`),
      ),
    );
  }
  const candidates = await answersOf(draft, migration.baseline, world.versions['llama-contract'] ?? '');
  await writeDraft(
    root,
    suiteFile,
    draft,
    `${HEAD}${stringify(draft.suite, { lineWidth: 0, aliasDuplicateObjects: false })}`,
  );
  if (candidates.length > 0) {
    await updateGoldens({ root, baseline: USUAL_BASELINE, suite, read: null, goldens: candidates });
  }
  return {
    migration: migration.id,
    runs: [...new Set(items.map(({ folder }) => basename(folder)))],
    suiteFile,
    goldensFile: candidates.length === 0 ? null : goldens,
    files: [...draft.files.keys()].toSorted(),
    seen: items.length,
    alike: items.length - distinct.length,
    shares,
    prompts: draft.kept.length,
    goldens: candidates.length,
    leftOut,
    synthetic: candidates.some(({ provenance }) => provenance.source === 'simulated'),
  };
}

const HEAD = `# Drawn of live requests by \`shadow --capture\`. Nobody has read it yet: secrets that are known were taken out, and
# names and numbers of people were not.
`;

async function refuseThere(root: string, files: readonly string[]): Promise<void> {
  const there = await Promise.all(
    files.map((file) =>
      access(join(root, file)).then(
        () => [file],
        () => [],
      ),
    ),
  );
  const problems = there
    .flat()
    .map((file) => problem(`${file} is there already`, 'name another suite: --suite NAME'));
  if (problems.length > 0) throw new InputError(problems);
}

/** What sealed runs of the migration kept, the oldest first. */
async function keptOf(out: string, migration: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (const folder of await listRuns(out)) {
    const { purpose } = (await readManifest(folder).catch(() => null)) ?? {};
    if (purpose?.what !== 'shadow' || purpose.migration !== migration) continue;
    const { evidenceRoot } = await readRun(folder);
    if (evidenceRoot === null) continue;
    for (const kept of await readLiveRequests(folder)) {
      const stratum = stratumOf(kept.request);
      items.push({
        folder,
        root: evidenceRoot,
        kept,
        request: kept.request,
        stratum,
        tags: ['captured', kept.mode, ...tagsOf(stratum)],
      });
    }
  }
  if (items.length > 0) return items;
  const mend = 'mirror live requests first: shadow --sink, or shadow --proxy; a run is sealed when it ends';
  throw new InputError([
    problem(`${out} holds no live request of ${migration} in a run that has ended`, mend),
  ]);
}

/** Of each prompt what the baseline answered first, as a golden that waits for somebody. */
async function answersOf(
  draft: DraftSuite<Item>,
  baseline: string,
  toolVersion: string,
): Promise<readonly Golden[]> {
  const goldens: Golden[] = [];
  for (const [folder, some] of Map.groupBy(draft.kept, ({ item }) => item.folder)) {
    const byPrompt = new Map(some.map((each) => [each.item.kept.id, each]));
    for await (const { record } of (await readRun(folder)).recordsOf(baseline)) {
      const of = byPrompt.get(record.case.prompt);
      if (of === undefined || record.case.repetition !== 1 || record.exchange === null) continue;
      const { exchange } = record;
      const answer = answerOf(exchange.outcome);
      if (answer === null) continue;
      const from = { exchange, run: basename(folder), evidenceRoot: of.item.root };
      goldens.push(candidateFromRun(of, answer, from, toolVersion));
    }
  }
  return goldens;
}

async function writeDraft(
  root: string,
  suiteFile: string,
  { files }: DraftSuite<Item>,
  text: string,
): Promise<void> {
  for (const [file, content] of [...files, [suiteFile, text] as const]) {
    const path = join(root, file);
    await orProblem(dirname(path), 'cannot be made', makeFolder(dirname(path)));
    await orProblem(path, 'cannot be written', writeFile(path, content));
  }
}
