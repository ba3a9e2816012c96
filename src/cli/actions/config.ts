import { USUAL_BASELINE } from '../../config/defaults.ts';
import { printConfig } from '../../config/print-config.ts';
import { asWarning, InputError, type Problem } from '../../contract/problem.ts';
import { escapeJson, escapeTerminalLine } from '../../reports/text/escape-terminal.ts';
import { count, plural } from '../../reports/text/format.ts';
import { checkConfig } from '../../runs/project/check-config.ts';
import { checkMonitors } from '../../runs/monitor/check-monitors.ts';
import { loadJudge } from '../../runs/opinions/load-judge.ts';
import { loadProject, type Project } from '../../runs/project/load-project.ts';
import { missingVariables } from '../../runs/project/missing-variables.ts';
import { preparePrompts } from '../../runs/project/prepare-prompts.ts';
import { planPrompts } from '../../suites/plan-prompts.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { PUBLISHED_SCHEMAS } from '../output/published-schemas.ts';
import { readWebhook } from './post-alarms.ts';
import { printProblems } from '../output/print-problems.ts';
import type { ConfigFlags, SchemaFormat } from '../verbs/short-verbs.ts';

export async function runValidate(flags: ConfigFlags): Promise<void> {
  const project = await loadProject({ config: flags.config, suites: null, baseline: USUAL_BASELINE });
  const { catalog, suites } = project;
  const all = planPrompts(
    suites.flatMap((suite) => suite.prompts),
    null,
    project.goldens,
  );
  const { env, judgeApart } = nodeWorld();
  const problems = [
    ...project.problems,
    ...(await findWrongLabels(project)),
    ...(await checkMonitors(project)),
  ];
  const ready = await preparePrompts({ ...project, problems }, all, judgeApart);
  const warnings = [
    ...project.warnings,
    ...ready.warnings,
    ...(await missingVariables(catalog, catalog.targets, env)),
    ...catalog.monitors.flatMap(({ webhookEnv }) => whyNoWebhook(webhookEnv)),
  ];
  printProblems(warnings);
  const prompts = all.length;
  const facts = { targets: catalog.targets.length, suites: suites.length, prompts };
  process.stdout.write(
    flags.json === true
      ? `${escapeJson(JSON.stringify({ schemaVersion: 1, valid: true, ...facts, warnings }))}\n`
      : `${escapeTerminalLine(flags.config)} is valid: ${counted(facts.targets, 'target')}, ${counted(facts.suites, 'suite')}, ${counted(prompts, 'prompt')}.\n`,
  );
}

/** What is wrong with the labels of the judge, where there is one. */
async function findWrongLabels(project: Project): Promise<readonly Problem[]> {
  if (project.catalog.judge === null) return [];
  try {
    await loadJudge(project);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
}

/** Why alarms of a monitor could not be told from here, as warnings: it may run elsewhere. */
function whyNoWebhook(webhookEnv: string | null): readonly Problem[] {
  try {
    readWebhook(webhookEnv);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(asWarning);
  }
}

function counted(number: number, noun: string): string {
  return `${count(number)} ${plural(number, noun)}`;
}

export async function runPrint(flags: ConfigFlags): Promise<void> {
  const { catalog, warnings } = await checkConfig(flags.config);
  printProblems(warnings);
  process.stdout.write(
    flags.json === true ? `${escapeJson(JSON.stringify(catalog))}\n` : printConfig(catalog),
  );
}

export function runSchema(format: SchemaFormat): void {
  process.stdout.write(`${JSON.stringify(PUBLISHED_SCHEMAS[format](), null, 2)}\n`);
}
