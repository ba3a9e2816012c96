import type { Catalog } from '../../config/catalog.ts';
import { DEFAULT_POLICY, DEFAULT_POLICY_NAME } from '../../contract/routing/default-policy.ts';
import type { Policy, Stage, StageRules } from '../../contract/gates/migration.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { suggest } from '../../files/suggest.ts';

/** A policy by its name; one is there without being written. Throws InputError with what is near. */
export function choosePolicy({ policies }: Catalog, name: string): Policy {
  const found = policies[name] ?? (name === DEFAULT_POLICY_NAME ? DEFAULT_POLICY : undefined);
  if (found !== undefined) return found;
  const known = [...new Set([...Object.keys(policies), DEFAULT_POLICY_NAME])];
  throw new InputError([problem(`there is no policy "${name}"`, suggest(name, known))]);
}

/** The gate of a stage. Throws InputError where the policy has no such stage. */
export function rulesOf({ name, stages }: Policy, stage: Stage): StageRules {
  const found = stages[stage];
  if (found !== undefined) return found;
  const mend = `its stages are ${Object.keys(stages).join(', ')}; or judge by --policy ${DEFAULT_POLICY_NAME}`;
  throw new InputError([problem(`policy ${name} has no stage ${stage}`, mend)]);
}
