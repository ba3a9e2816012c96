import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import {
  ALTERATION_KINDS,
  type AlterationKind,
  type Caught,
  type PromptStrength,
  type Strength,
} from '../../contract/suites/strength.ts';
import type { AlterationClass } from './alteration.ts';
import { heldBy } from './held-by.ts';

/** The altered answers of one prompt, each with the checks that it passed; null where it was not let pass. */
export interface Judged {
  readonly prompt: GoldenPrompt;
  readonly answers: readonly {
    readonly class: string;
    readonly at: string;
    readonly what: string;
    readonly passed: readonly string[] | null;
  }[];
  readonly unchanged: number;
  /** Why nothing was altered; null where something was. */
  readonly why: string | null;
}

type JudgedAnswer = Judged['answers'][number];

/** The figures of a golden set, from what was made of each altered answer. */
export function tallyStrength(
  judged: readonly Judged[],
  classes: readonly AlterationClass[],
  seed: number,
): Strength {
  const kindOf = new Map(classes.map(({ name, kind }) => [name, kind]));
  const byKind = (answers: readonly JudgedAnswer[]): Readonly<Record<AlterationKind, Caught>> => {
    const [value, shape] = ALTERATION_KINDS.map((kind) =>
      count(answers.filter((answer) => kindOf.get(answer.class) === kind)),
    );
    return { value: value ?? NOTHING, shape: shape ?? NOTHING };
  };
  const measured = judged.filter(({ why }) => why === null);
  const all = measured.flatMap(({ answers }) => answers);
  return {
    seed,
    ...count(all),
    kinds: byKind(all),
    unchanged: measured.reduce((sum, { unchanged }) => sum + unchanged, 0),
    suites: [...Map.groupBy(measured, ({ prompt }) => prompt.suite)].map(([suite, prompts]) => ({
      suite,
      ...count(prompts.flatMap(({ answers }) => answers)),
      kinds: byKind(prompts.flatMap(({ answers }) => answers)),
    })),
    prompts: measured.map(({ prompt, answers, unchanged }): PromptStrength => ({
      promptId: prompt.id,
      suite: prompt.suite,
      ...count(answers),
      kinds: byKind(answers),
      unchanged,
    })),
    classes: classes.flatMap(({ name, kind, means }) => {
      const answers = all.filter((answer) => answer.class === name);
      return answers.length === 0 ? [] : [{ class: name, kind, means, ...count(answers) }];
    }),
    survivors: measured.flatMap(({ prompt, answers }) =>
      answers.flatMap(({ passed, ...answer }) =>
        passed === null
          ? []
          : [{ promptId: prompt.id, ...answer, heldBy: heldBy(prompt, answer.at), passed }],
      ),
    ),
    unmeasured: judged.flatMap(({ prompt, why }) => (why === null ? [] : [{ promptId: prompt.id, why }])),
  };
}

const NOTHING: Caught = { altered: 0, caught: 0 };

function count(answers: readonly JudgedAnswer[]): Caught {
  return { altered: answers.length, caught: answers.filter(({ passed }) => passed === null).length };
}
