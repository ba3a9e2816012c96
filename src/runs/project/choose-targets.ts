import { USUAL_BASELINE } from '../../config/defaults.ts';
import { MODES } from '../../contract/exchanges/mode.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { namesOf, type NamedSides, type SideOptions } from './choose-sides.ts';
import { loadProject } from './load-project.ts';
import type { Selection } from './plan-run.ts';

/** Every prompt of two sides, in both modes: of the baseline twice, for its noise, and of the candidate once. */
export function triplesOf(
  { baseline, candidate }: Pick<NamedSides, 'baseline' | 'candidate'>,
  tags: Selection['tags'],
): Selection {
  const targets = [baseline, candidate];
  return { targets, tags, prompts: null, pairs: null, modes: MODES, repeat: 2, once: candidate };
}

/** The targets of two sides that are to be asked anew. Throws InputError when they are not determined. */
export async function chooseTargets(
  options: Pick<SideOptions, 'migration' | 'baseline' | 'candidate'> & { readonly config: string },
): Promise<NamedSides> {
  const { catalog } = await loadProject({ config: options.config, suites: null, baseline: USUAL_BASELINE });
  const names = namesOf(options, catalog.migrations);
  const { baseline, candidate } = names;
  const named = [baseline, candidate].filter((side) => side.includes('/'));
  if (named.length > 0) {
    throw new InputError(
      named.map((side) =>
        problem(`"${side}" names a run, and both sides are asked anew`, `write ${side.split('/').at(-1)}`),
      ),
    );
  }
  if (baseline === candidate) {
    const mend = 'name two targets; verify --repeat shows how much one differs from itself';
    throw new InputError([problem(`both sides are ${baseline}`, mend)]);
  }
  return names;
}
