import { USUAL_BASELINE } from '../../config/defaults.ts';
import { InputError } from '../../contract/problem.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import { hashCanonical } from '../../json/hash-canonical.ts';
import { readLiveRequests, type KeptRequest } from '../../store/live/live-requests.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import type { Suite } from '../../suites/suite.ts';
import { LIVE_ARCHETYPE, LIVE_SUITE, livePrompt } from '../../traffic/live-prompt.ts';
import type { Sides } from './choose-sides.ts';
import { loadProject, type Project } from './load-project.ts';

/** The live requests of a run as a suite: they stand in its folder, and nowhere else. */
export interface LiveSuite {
  readonly suite: Suite;
  /** A live request came in one mode, and is asked in that alone; by prompt. */
  readonly modes: ReadonlyMap<string, Mode>;
}

export function liveSuite(requests: readonly KeptRequest[]): LiveSuite {
  const asked = requests.map(({ id, mode, request }) => ({ id, mode, request }));
  return {
    suite: {
      name: LIVE_SUITE,
      archetype: LIVE_ARCHETYPE,
      hash: hashCanonical(asked),
      prompts: requests.map(({ id, request }) => livePrompt(id, request)),
    },
    modes: new Map(requests.map(({ id, mode }) => [id, mode])),
  };
}

export function isOfLive({ purpose }: Pick<RunManifest, 'purpose'>): boolean {
  return purpose?.what === 'shadow';
}

/** A project whose only suite is that of a run of live requests. */
export function withLive(project: Project, { suite, modes }: LiveSuite): Project {
  return {
    ...project,
    suites: [suite],
    modes,
    goldens: new Map(),
    obsolete: [],
    goldenLines: new Map(),
    suitePlaces: new Map(),
    goldenHashes: { [suite.name]: null },
    problems: [],
  };
}

/** A project of which nothing but its configuration is needed: it may have no suite at all. */
export function configured(config: string): Promise<Project> {
  return loadProject({ config, suites: [], baseline: USUAL_BASELINE });
}

/**
 * The project, and whose migration it is, as the sides were asked: a run of live requests has its prompts with it, and what
 * moves is the traffic that they are of, whatever suites a migration names. `whole` reads the project where suites were
 * asked. Throws InputError where it, or they, cannot be read, or where consumers read what no answer can have.
 */
export async function asAsked(
  config: string,
  sides: Sides,
  whole: () => Promise<Project>,
): Promise<{ readonly project: Project; readonly sides: Sides }> {
  const { run } = [sides.baseline, sides.candidate].find(({ run }) => isOfLive(run.manifest)) ?? {};
  if (run === undefined) {
    const project = await whole();
    if (project.misread.length > 0) throw new InputError(project.misread);
    return { project, sides };
  }
  const live = liveSuite(await readLiveRequests(run.folder));
  const migration = sides.migration === null ? null : { ...sides.migration, suites: null };
  return { project: withLive(await configured(config), live), sides: { ...sides, migration } };
}
