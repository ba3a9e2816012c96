import { DEFAULT_POLICY_NAME } from '../../contract/routing/default-policy.ts';
import { STAGES, type Stage } from '../../contract/gates/migration.ts';
import { checkConfig } from '../project/check-config.ts';
import { choosePolicy } from '../project/choose-policy.ts';
import { namesOf } from '../project/choose-sides.ts';
import type { GateOptions } from './gate.ts';

/**
 * The stages that can be asked for, before anybody asks: runs may come later. Throws InputError when the configuration is
 * wrong, the sides are not determined, or the policy is not there.
 */
export async function checkGate(options: Omit<GateOptions, 'stage' | 'out'>): Promise<readonly Stage[]> {
  const { catalog } = await checkConfig(options.config);
  const { migration } = namesOf(options, catalog.migrations);
  const policy = choosePolicy(catalog, options.policy ?? migration?.policy ?? DEFAULT_POLICY_NAME);
  return STAGES.filter((stage) => policy.stages[stage] !== undefined);
}
