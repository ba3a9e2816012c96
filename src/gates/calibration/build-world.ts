import type { GateEvidence, PromptEvidence } from '../gate-evidence.ts';

/** In which of its manners a side answers, and how likely. The chances of a side come to 1. */
export interface Manner {
  readonly manner: number;
  readonly chance: number;
}

/** What comes of a prompt by the manner of the baseline, of the candidate and of the baseline's second answer. */
export interface PromptOutcomes {
  readonly rowOf: (baseline: number, candidate: number, second: number) => PromptEvidence;
  /** What a side's askings took, in ms. */
  readonly timesMs: readonly number[];
}

/** Prompts that are alike, and each of their outcomes with its chance, the likeliest first. */
interface PromptGroup {
  readonly prompts: number;
  readonly outcomes: readonly { readonly row: number; readonly chance: number }[];
}

/** Nights are drawn from it. `rows` are all that may come of a prompt, its name and times left out. */
export interface World {
  readonly rows: readonly PromptEvidence[];
  readonly groups: readonly PromptGroup[];
}

/** What is rarer comes less than once in all years that are drawn. */
const RAREST = 1e-10;

/**
 * The world in which every prompt's three answers come independently, each in a manner of its side.
 * Prompts of two suites are not alike where a criterion tells suites apart.
 */
export function buildWorld(
  prompts: readonly PromptOutcomes[],
  sides: { readonly baseline: readonly Manner[]; readonly candidate: readonly Manner[] },
  how: { readonly bySuite: boolean },
): World {
  const known = new Map<string, number>();
  const rows: PromptEvidence[] = [];
  const rowOf = (evidence: PromptEvidence): number => {
    const key = JSON.stringify(evidence);
    const at = known.get(key) ?? rows.push(evidence) - 1;
    known.set(key, at);
    return at;
  };
  const outcomes = prompts.map((prompt) => outcomesOf(prompt, sides, how, rowOf));
  const groups = [...Map.groupBy(outcomes, (each) => JSON.stringify(each)).values()].flatMap(
    (alike): PromptGroup[] => alike.slice(0, 1).map((first) => ({ prompts: alike.length, outcomes: first })),
  );
  return { rows, groups };
}

function outcomesOf(
  prompt: PromptOutcomes,
  { baseline, candidate }: Parameters<typeof buildWorld>[1],
  { bySuite }: Parameters<typeof buildWorld>[2],
  rowOf: (evidence: PromptEvidence) => number,
): PromptGroup['outcomes'] {
  const chances = new Map<number, number>();
  for (const first of baseline) {
    for (const other of candidate) {
      for (const second of baseline) {
        const chance = first.chance * other.chance * second.chance;
        if (chance < RAREST) continue;
        const evidence = prompt.rowOf(first.manner, other.manner, second.manner);
        const row = rowOf(withoutName(bySuite ? evidence : { ...evidence, suite: '' }));
        chances.set(row, (chances.get(row) ?? 0) + chance);
      }
    }
  }
  const all = [...chances.values()].reduce((sum, chance) => sum + chance, 0);
  return [...chances]
    .map(([row, chance]) => ({ row, chance: chance / all }))
    .toSorted((a, b) => b.chance - a.chance || a.row - b.row);
}

/** Times are drawn apart, and what breaks is told by no name, or no two prompts would be alike. */
function withoutName(evidence: PromptEvidence): PromptEvidence {
  const { baseline, candidate, breaks } = evidence;
  return {
    ...evidence,
    prompt: '',
    breaks: {
      ...breaks,
      candidate: someOf(breaks.candidate),
      noise: breaks.noise === null ? null : someOf(breaks.noise),
    },
    baseline: { ...baseline, latenciesMs: [] },
    candidate: { ...candidate, latenciesMs: [] },
  };
}

function someOf(names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : ['a break'];
}

/** So many nights as expected: rows in the proportion of their chances. */
const EXPECTED_NIGHTS = 1e6;

/** What a world comes to in the long run. */
export function expectedEvidence({ rows, groups }: World): GateEvidence {
  const times = rows.map(() => 0);
  for (const { prompts, outcomes } of groups) {
    for (const { row, chance } of outcomes)
      times[row] = (times[row] ?? 0) + prompts * chance * EXPECTED_NIGHTS;
  }
  return liveEvidence(
    rows.map((row, at) => ({ ...row, times: times[at] ?? 0 })).filter((row) => row.times > 0),
  );
}

/** Rows as if live targets had given them just now. */
export function liveEvidence(prompts: readonly PromptEvidence[]): GateEvidence {
  return {
    prompts,
    sources: ['live'],
    traffic: null,
    earlier: null,
    past: null,
    candidate: null,
    ageHours: 0,
    unfinished: [],
    lost: null,
    leftOut: [],
    modesLeftOut: [],
    changes: [],
  };
}
