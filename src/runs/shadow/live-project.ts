import { dirname } from 'node:path';
import type { Catalog } from '../../config/catalog.ts';
import { USUAL_BASELINE } from '../../config/defaults.ts';
import { withLive, type LiveSuite } from '../project/live-suite.ts';
import type { Project } from '../project/load-project.ts';

/** What a run of live requests needs of a project: its configuration. It may have no suite at all. */
export function liveProject(catalog: Catalog, live: LiveSuite): Project {
  const empty: Project = {
    root: dirname(catalog.file),
    catalog,
    probed: new Map(),
    suites: [],
    modes: new Map(),
    baseline: USUAL_BASELINE,
    goldens: new Map(),
    obsolete: [],
    goldenLines: new Map(),
    suitePlaces: new Map(),
    goldenHashes: {},
    warnings: [],
    misread: [],
    problems: [],
  };
  return withLive(empty, live);
}
