import { appendFile, stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import type { Decision } from '../../contract/gates/decision.ts';
import type { Report } from '../../contract/runs/report.ts';
import { renderGateAnnotations } from '../../reports/verbs/render-gate-annotations.ts';
import { renderGateMarkdown } from '../../reports/verbs/render-gate-markdown.ts';
import { createGithubReporter } from '../../reports/formats/render-github.ts';
import { markdownReporter } from '../../reports/formats/render-markdown.ts';
import { placeCriteria } from '../../runs/project/place-criteria.ts';
import { printNote } from './print-problems.ts';

/** From the root of the repository that a CI has checked out to the working folder; '' elsewhere. */
export function inRepository(): string {
  const root = process.env['GITHUB_WORKSPACE'] ?? '';
  const path = root === '' ? '' : relative(root, process.cwd());
  return path.startsWith('..') ? '' : path.split(sep).join('/');
}

/** A step's summary that is longer is shown not at all: https://docs.github.com/actions/reference/workflow-commands */
const MOST_SUMMARY_BYTES = 1024 * 1024;

/**
 * In a step of GitHub Actions, its annotations and its summary. They go to stderr, where the runner reads commands too, so
 * that stdout stays the result. What cannot be told changes no verdict.
 */
export async function tellActions(report: Report): Promise<void> {
  if (!isInActions()) return;
  process.stderr.write(createGithubReporter({ inRepository: inRepository() }).render(report));
  await addToSummary(markdownReporter.render(report));
}

/** The same of a gate. */
export async function tellActionsOfGate(decision: Decision, config: string): Promise<void> {
  if (!isInActions()) return;
  const placeOf = await placeCriteria(decision, config);
  process.stderr.write(renderGateAnnotations(decision, placeOf, { inRepository: inRepository() }));
  await addToSummary(renderGateMarkdown(decision));
}

function isInActions(): boolean {
  return process.env['GITHUB_ACTIONS'] === 'true';
}

async function addToSummary(markdown: string): Promise<void> {
  const { GITHUB_STEP_SUMMARY = '' } = process.env;
  if (GITHUB_STEP_SUMMARY === '') return;
  await append(GITHUB_STEP_SUMMARY, markdown).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    printNote(`the summary of the step was not written: ${why}`);
  });
}

async function append(file: string, markdown: string): Promise<void> {
  const before = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  if (before + Buffer.byteLength(markdown) > MOST_SUMMARY_BYTES) {
    throw new Error('with what stands in it already it would be longer than GitHub shows');
  }
  // Blocks of two reports are told apart by an empty line.
  await appendFile(file, before === 0 ? markdown : `\n${markdown}`);
}
