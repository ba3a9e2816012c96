import { InputError, problem, type Problem } from '../contract/problem.ts';
import { BARE_PROMPT, type Golden, type GoldenPrompt } from '../contract/suites/prompt.ts';
import type { Target } from '../contract/wires/target.ts';
import type { MixRow, Workload } from '../contract/load/workload.ts';
import { suggest } from '../files/suggest.ts';
import { generateDocument } from './generate/generate-document.ts';
import { KINDS } from './generate/writings.ts';
import { planPrompts, type PlannedPrompt } from './plan-prompts.ts';
import { skipReason } from './skip-reason.ts';

/** A prompt of a workload, and how often it is asked among the others. */
export interface Choice {
  readonly planned: PlannedPrompt;
  readonly weight: number;
}

export interface Mix {
  readonly choices: readonly Choice[];
  /** Prompts that one of the targets cannot be asked, and so none is: all are asked the same. */
  readonly leftOut: readonly { readonly prompt: string; readonly target: string; readonly reason: string }[];
}

/** Output tokens of what is summed up, where no cap is set. */
const SUMMARY_TOKENS = 256;

type Taker = Pick<Target, 'id' | 'model' | 'capabilities'>;

/** What the rows of a mix choose among the prompts. Throws InputError with every row that names or leaves nothing. */
export function chooseMix(
  mix: Workload['mix'],
  {
    prompts,
    goldens,
  }: { readonly prompts: readonly GoldenPrompt[]; readonly goldens: ReadonlyMap<string, Golden> },
  targets: readonly Taker[],
  outputCap: number | null,
): Mix {
  const problems: Problem[] = [];
  // A prompt that is meant to draw an error measures how soon it is refused.
  const answered = prompts.filter(({ id }) => (goldens.get(id)?.answer.error ?? null) === null);
  const leftOut: Mix['leftOut'][number][] = [];
  const choices = mix.flatMap((row, at): readonly Choice[] => {
    const named = 'document' in row ? documentsOf(row, at, problems) : promptsOf(row, at, answered, problems);
    const planned = named.length === 0 ? [] : planPrompts(named, null, goldens);
    const askable = planned
      .map((each) => capped(each, outputCap))
      .filter((each) => {
        const refusal = whoRefuses(each, targets);
        if (refusal !== null) leftOut.push({ prompt: each.prompt.id, ...refusal });
        return refusal === null;
      });
    if (named.length > 0 && askable.length === 0) {
      problems.push(
        problem(
          `mix row ${at + 1}: no prompt of it can be asked of every target`,
          'choose other prompts or targets',
        ),
      );
    }
    return askable.map((each) => ({ planned: each, weight: row.weight / askable.length }));
  });
  if (problems.length > 0) throw new InputError(problems);
  return { choices, leftOut };
}

type DocumentRow = Extract<MixRow, { document: unknown }>;
type SuiteRow = Exclude<MixRow, DocumentRow>;

function promptsOf(
  { suite, tags, prompts: ids, images }: SuiteRow,
  at: number,
  prompts: readonly GoldenPrompt[],
  problems: Problem[],
): readonly GoldenPrompt[] {
  const known = prompts.map(({ id }) => id);
  const strangers = (ids ?? []).filter((id) => !known.includes(id));
  for (const id of strangers)
    problems.push(problem(`mix row ${at + 1}: unknown prompt "${id}"`, suggest(id, known)));
  if (strangers.length > 0) return [];
  const chosen = prompts.filter(
    (prompt) =>
      (suite ?? prompt.suite) === prompt.suite &&
      (tags === undefined || tags.some((tag) => prompt.tags.includes(tag))) &&
      (ids === undefined || ids.includes(prompt.id)) &&
      (images === undefined || images === hasImage(prompt)),
  );
  if (chosen.length === 0) {
    problems.push(
      problem(`mix row ${at + 1} chooses no prompt`, 'check its suite, tags, prompts and images'),
    );
  }
  return chosen;
}

function hasImage({ messages }: GoldenPrompt): boolean {
  return messages.some(
    (message) => message.role === 'user' && message.content.some((part) => part.type === 'image'),
  );
}

function documentsOf({ document }: DocumentRow, at: number, problems: Problem[]): readonly GoldenPrompt[] {
  const { tokens, seed, different } = document;
  const kind = KINDS.find((name) => name === document.kind);
  if (kind === undefined) {
    problems.push(
      problem(
        `mix row ${at + 1}: unknown kind of document "${document.kind}"`,
        suggest(document.kind, KINDS),
      ),
    );
    return [];
  }
  return Array.from({ length: different }, (_, nth): GoldenPrompt => {
    const text = generateDocument({ kind, seed: seed + nth, tokens, facts: [] });
    return {
      ...BARE_PROMPT,
      id: `${kind}-${tokens}-${seed + nth}`,
      suite: 'workload',
      archetype: 'summary',
      messages: [
        { role: 'user', content: [{ type: 'text', text: `${text}\n\nSum up what is written above.` }] },
      ],
      maxOutputTokens: SUMMARY_TOKENS,
    };
  });
}

function capped(planned: PlannedPrompt, outputCap: number | null): PlannedPrompt {
  if (outputCap === null) return planned;
  const { prompt, request } = planned;
  const maxOutputTokens = outputCap;
  return {
    ...planned,
    prompt: { ...prompt, maxOutputTokens },
    request: { ...request, maxOutputTokens },
    tokens: planned.tokens - (request.maxOutputTokens ?? 0) + outputCap,
  };
}

function whoRefuses(
  planned: PlannedPrompt,
  targets: readonly Taker[],
): { readonly target: string; readonly reason: string } | null {
  for (const target of targets) {
    const reason = skipReason(planned, target);
    if (reason !== null) return { target: target.id, reason };
  }
  return null;
}
