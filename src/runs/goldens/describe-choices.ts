import { caseText } from '../../contract/exchanges/case-id.ts';
import { CALLS_PLACE } from '../../contract/suites/comparator.ts';
import { problem, type Problem } from '../../contract/problem.ts';
import type { GoldenAnswer } from '../../contract/suites/prompt.ts';
import { diffAnswers } from '../../suites/goldens/diff-answers.ts';
import type { PlannedPrompt } from '../../suites/plan-prompts.ts';
import { approveCommand } from '../project/approve-command.ts';
import type { Where } from '../project/name-run.ts';
import type { Proposed } from './propose-goldens.ts';

/** How the same approval is asked for again. */
export interface Retry extends Where {
  readonly reason: string;
}

const SHOWN = 80;
/** Of what stands before the place at which texts part. */
const LEAD = 20;
const MOST_CHOICES = 8;

function shorten(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}

function spell({ text, toolCalls, error }: GoldenAnswer): string {
  if (error !== null) return error;
  const calls = toolCalls.map((call) => `${call.name}(${JSON.stringify(call.arguments)})`);
  return shorten([...(text === '' && calls.length > 0 ? [] : [JSON.stringify(text)]), ...calls].join(' '));
}

/** Where an answer parts from the first one; empty where it shows by itself. */
function partFrom(first: GoldenAnswer, answer: GoldenAnswer, wantsJson: boolean): readonly string[] {
  const { json, text, toolCalls, ending } = diffAnswers(first, answer, wantsJson) ?? {};
  const places = [
    ...(json ?? []),
    ...(toolCalls ?? []).map((call) => ({ ...call, pointer: `${CALLS_PLACE}${call.pointer}` })),
    ...(ending ?? []),
  ];
  const [place] = places;
  if (place !== undefined)
    return [`    differs at ${place.pointer}: ${shorten(JSON.stringify(place.right))}`];
  if (text === null || text === undefined || text.answer.length < SHOWN) return [];
  let at = 0;
  while (at < text.answer.length && text.answer[at] === text.golden[at]) at += 1;
  const part = text.answer.slice(Math.max(0, at - LEAD));
  return [`    differs from character ${at + 1} on: ${shorten(JSON.stringify(part))}`];
}

/** The flags that select a choice alone, as far as targets and repetitions can. */
function flagsOf(choices: readonly Proposed[], { gathered }: Proposed): readonly string[] {
  const { mode, target, repetition } = gathered.exchange.case;
  const rivals = choices.filter((choice) => choice.gathered !== gathered);
  const isAlone = !rivals.some((rival) => rival.gathered.given.some((id) => id.target === target));
  return [
    '--target',
    target,
    ...(isAlone ? [] : ['--repetition', String(repetition)]),
    ...(mode === 'stream' ? ['--mode', mode] : []),
  ];
}

/** That a prompt has several answers, which they are, and how to choose. */
export function describeChoices(
  { prompt: { id, output } }: PlannedPrompt,
  choices: readonly Proposed[],
  run: string,
  retry: Retry,
): Problem {
  const [first] = choices;
  const shown = choices
    .slice(0, MOST_CHOICES)
    .flatMap((choice) => [
      `  ${spell(choice.answer)}`,
      ...(first === undefined ? [] : partFrom(first.answer, choice.answer, output !== null)),
      `    from ${choice.gathered.given.slice(0, MOST_CHOICES).map(caseText).join(', ')}`,
    ]);
  const flags = first === undefined ? [] : flagsOf(choices, first);
  const command = approveCommand([run, '--prompt', id, ...flags], retry, retry.reason);
  const message = `"${id}" has ${choices.length} different answers in run ${run}, and one of them can be its golden`;
  return { ...problem(message, `choose, for instance: ${command}`), frame: shown.join('\n') };
}
