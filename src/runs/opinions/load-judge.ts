import type { CatalogTarget, Judge } from '../../config/catalog.ts';
import type { JudgeIdentity } from '../../contract/opinions/agreement.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { hashCanonical } from '../../json/hash-canonical.ts';
import { agreementFile } from '../../opinions/agreement-file.ts';
import { PROMPT_HASH } from '../../opinions/judge-prompt.ts';
import { readLabels, type LabelledAnswer } from '../../opinions/read-labels.ts';
import { loadSuites } from '../../suites/load-suites.ts';
import { planPrompts, type PlannedPrompt } from '../../suites/plan-prompts.ts';
import type { Project } from '../project/load-project.ts';

/** A labelled answer whose question is ready to be put to the judge. */
export interface AskedLabel extends LabelledAnswer {
  readonly planned: PlannedPrompt;
}

/** The judge of a project, and the labels that it is measured by. */
export interface LoadedJudge {
  readonly judge: Judge;
  readonly target: CatalogTarget;
  readonly labels: readonly AskedLabel[];
  readonly identity: JudgeIdentity;
  /** Where its agreement is kept, from the project root. */
  readonly agreement: string;
}

/** Throws InputError when the configuration names no judge, or with all that is wrong with its labels. */
export async function loadJudge({ root, catalog }: Pick<Project, 'root' | 'catalog'>): Promise<LoadedJudge> {
  const { judge } = catalog;
  const target = catalog.targets.find(({ id }) => id === judge?.target);
  if (judge === null || target === undefined) {
    const mend = 'add to it: judge: { target: <one of its targets>, labels: labels/judge.jsonl }';
    throw new InputError([{ ...problem('the configuration names no judge', mend), file: catalog.file }]);
  }
  // Labels may belong to any suite, whichever a run asks.
  const { suites } = await loadSuites({ root, names: catalog.suites });
  const prompts = suites.flatMap((suite) => suite.prompts);
  const { answers, hash } = await readLabels({ root, file: judge.labels, prompts });
  const labels = answers.map((answer) => ({ ...answer, planned: planQuestion(answer.question) }));
  return {
    judge,
    target,
    labels,
    identity: {
      target: target.id,
      model: target.model.providerModelId,
      promptHash: PROMPT_HASH,
      labelsHash: hash,
      questionsHash: hashCanonical(labels.map(({ planned }) => planned.requestHash)),
    },
    agreement: agreementFile(judge.labels),
  };
}

/** A question as a prompt that is ready to be asked. Nobody approves what a judge should say. */
export function planQuestion(question: LabelledAnswer['question']): PlannedPrompt {
  const [planned] = planPrompts([question], null, new Map());
  if (planned === undefined) throw new Error('one prompt makes one plan');
  return planned;
}

/**
 * The questions as a simulator is to know them: it answers each with the label that the person gave, so a simulated
 * judge agrees with everybody unless a fault is planted, and what it says is SYNTHETIC.
 */
export function playedLabels(labels: readonly AskedLabel[]): readonly PlannedPrompt[] {
  return labels.map(({ planned, label }) => {
    const text = JSON.stringify({ reason: 'A simulator says what the labels say.', label });
    const answer = { text, toolCalls: [], finish: 'stop', error: null } as const;
    const provenance = { ...WRITTEN, reason: 'played by the simulator' };
    return { ...planned, draft: { promptId: planned.prompt.id, answer, provenance } };
  });
}

const WRITTEN = {
  source: 'simulated',
  date: null,
  model: null,
  parametersHash: null,
  toolVersion: null,
  approvedBy: null,
} as const;
