import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import type { Fault } from '../../src/contract/wires/fault.ts';
import { measureAgreement, type MeasuredAgreement } from '../../src/runs/opinions/measure-agreement.ts';
import { configFile, suiteFile } from '../e2e/foreign-project.ts';
import { serveForeign, type Answers } from '../e2e/foreign-server.ts';
import { writeProject } from '../e2e/small-project.ts';

/** Labelled answers that exist for the tests alone. The words of each say how it is labelled. */
export function labelled(good: number, bad: number): readonly object[] {
  return [
    ...Array.from({ length: good }, (_, at) => labelLine('good', at)),
    ...Array.from({ length: bad }, (_, at) => labelLine('bad', at)),
  ];
}

function labelLine(label: string, at: number): object {
  const text = `${label === 'good' ? 'Oslo, truly' : 'Bergen, alas'}: ${at}.`;
  return { promptId: 'capital', text, label, by: 'the tests', why: 'Oslo is the capital of Norway.' };
}

export const JUDGEMENT = (label: string): string => JSON.stringify({ reason: 'So it is.', label });

const INVOICE = { type: 'object', required: ['number', 'total'] };

/** A project of which one target judges, at a server that answers the last message by a word in it. */
export async function judgedProject(options: {
  readonly labels: readonly object[];
  readonly answers?: Answers;
  readonly source?: 'simulate' | 'live';
  readonly judge?: object;
}): Promise<string> {
  const { labels, answers = {}, source = 'live', judge } = options;
  const server = await serveForeign(answers);
  onTestFinished(() => server.close());
  return writeProject({
    'llama-contract.config.yaml': {
      ...configFile({ mine: server.url, arbiter: server.url }, source),
      judge: { target: 'arbiter', labels: 'labels/judge.jsonl', ...judge },
    },
    'suites/first.yaml': suiteFile(),
    'suites/schemas/invoice.json': INVOICE,
    'labels/judge.jsonl': labels.map((line) => `${JSON.stringify(line)}\n`).join(''),
  });
}

export function measure(
  root: string,
  more: { readonly source?: 'simulate' | 'live'; readonly faults?: readonly Fault[] } = {},
): Promise<MeasuredAgreement> {
  const { source = null, faults = [] } = more;
  const config = join(root, 'llama-contract.config.yaml');
  return measureAgreement({ config, source, seed: 1, faults }, nodeWorld(), new AbortController().signal);
}
