import { existsSync } from 'node:fs';
import { CONFIG_FILE } from '../../config/defaults.ts';
import { modesOf } from '../../contract/exchanges/mode.ts';
import type { MonitorPlan } from '../../contract/monitors/monitor-plan.ts';
import { DEFAULT_MONITOR, LEAST_OBJECTIVE, MOST_OBJECTIVE } from '../../contract/monitors/monitor-plan.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { checkConfig } from '../../runs/project/check-config.ts';
import { chooseMonitor } from '../../runs/monitor/choose-monitor.ts';
import { monitorFile } from '../../store/run/layout.ts';
import type { MonitorFlags } from '../verbs/monitor-verb.ts';

/** A monitor as it is to run, and the file that holds what it saw. */
export interface GivenMonitor {
  readonly plan: Omit<MonitorPlan, 'id'>;
  readonly state: string;
}

/** What a row of the configuration says, if there is one, and in place of it what flags do. Throws InputError. */
export async function givenMonitor(id: string | null, flags: MonitorFlags): Promise<GivenMonitor> {
  if (flags.source === 'replay') {
    throw new InputError([problem('a recording is not watched', 'use --source live or --source simulate')]);
  }
  const row = isAlone(id, flags) ? null : await rowOf(id, flags.config);
  const usual = row ?? DEFAULT_MONITOR;
  return {
    plan: {
      targets: flags.target ?? usual.targets,
      suites: flags.suite ?? usual.suites,
      tags: flags.tag ?? usual.tags,
      prompts: flags.prompt ?? usual.prompts,
      modes: flags.mode === undefined ? usual.modes : modesOf(flags.mode),
      everyMinutes: flags.every ?? usual.everyMinutes,
      objective: flags.objective === undefined ? usual.objective : shareOf(flags.objective),
      tokensPerDay: flags.maxTokensPerDay ?? usual.tokensPerDay,
      webhookEnv: flags.webhookEnv ?? usual.webhookEnv,
    },
    state: flags.state ?? monitorFile(flags.out, row?.id ?? null),
  };
}

async function rowOf(id: string | null, config: string): Promise<MonitorPlan | null> {
  const { catalog } = await checkConfig(config);
  return chooseMonitor(catalog.monitors, id, (known) => `monitor ${known}`);
}

/** How it stands is read from its file, which may have been carried to where there is no configuration. */
function isAlone(id: string | null, { status, state, config }: MonitorFlags): boolean {
  return (
    status === true && state !== undefined && id === null && config === CONFIG_FILE && !existsSync(config)
  );
}

function shareOf(percent: number): number {
  const objective = percent / 100;
  if (objective >= LEAST_OBJECTIVE && objective <= MOST_OBJECTIVE) return objective;
  const why =
    objective < LEAST_OBJECTIVE ? 'leaves no budget that could burn' : 'leaves next to no budget to burn';
  const mend = `write a percentage from ${LEAST_OBJECTIVE * 100} to ${MOST_OBJECTIVE * 100}`;
  throw new InputError([problem(`--objective ${percent} ${why}`, mend)]);
}
