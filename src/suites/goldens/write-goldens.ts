import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Golden } from '../../contract/prompt.ts';
import { goldensFile } from './read-goldens.ts';

/** One line with its keys always in one order, so that a change of one golden is a change of one line. */
function goldenLine({ promptId, answer, provenance, usage }: Golden): string {
  return JSON.stringify({
    promptId,
    answer: {
      text: answer.text,
      toolCalls: answer.toolCalls.map((call) => ({ name: call.name, arguments: call.arguments })),
      finish: answer.finish,
      error: answer.error,
    },
    provenance: {
      source: provenance.source,
      date: provenance.date,
      model: provenance.model,
      parametersHash: provenance.parametersHash,
      toolVersion: provenance.toolVersion,
      approvedBy: provenance.approvedBy,
      reason: provenance.reason,
    },
    ...(usage === undefined
      ? {}
      : { usage: { inputTokens: usage.inputTokens, outputTokens: usage.outputTokens } }),
  });
}

function byPromptId(a: Golden, b: Golden): number {
  return a.promptId < b.promptId ? -1 : a.promptId > b.promptId ? 1 : 0;
}

/** Replaces the goldens of one suite under a baseline: sorted by prompt id, written beside and renamed over. */
export async function writeGoldens(options: {
  readonly root: string;
  readonly baseline: string;
  readonly suite: string;
  readonly goldens: Iterable<Golden>;
}): Promise<void> {
  const path = join(options.root, goldensFile(options.baseline, options.suite));
  const beside = `${path}.new`;
  const lines = [...options.goldens].toSorted(byPromptId).map((golden) => `${goldenLine(golden)}\n`);
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(beside, lines.join(''));
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}
