import { runLanes } from '../../calls/run-lanes.ts';
import type { ContextFound, Read } from '../../contract/probe/capability-file.ts';
import type { Redact } from '../../contract/world.ts';
import { composeQuestion } from '../../probe/context/compose-question.ts';
import { nextLook, wanted, type LadderPlan } from '../../probe/context/ladder.ts';
import { nextAccepted } from '../../probe/context/search-accepted.ts';
import { charactersPerToken, readAnswer, readWindow, rungsOf, stepsOf } from '../../probe/context/window.ts';
import { ladderOf } from '../../probe/plan-probe.ts';
import { isEnded } from '../../probe/settled-part.ts';
import { showAnswer } from '../../probe/show-answer.ts';
import { clipText } from '../../reports/text/clip-text.ts';
import type { Prober } from './open-prober.ts';

const MOST_SHOWN = 240;

interface Searched {
  readonly prober: Prober;
  /** What an earlier search was answered, and this one goes on with. */
  readonly before: readonly Read[];
  readonly seed: number;
  /** The longest that is asked, in tokens. */
  readonly top: number;
  readonly advertised: Pick<ContextFound, 'advertised' | 'advertisedBy'>;
  readonly redact: Redact;
  readonly signal: AbortSignal;
}

/** How much input is accepted, and of how much of it the model still reads. */
export async function probeContext(search: Searched): Promise<ContextFound> {
  const { prober, before, top, advertised, signal } = search;
  const reads = [...before];
  const planOf = (): LadderPlan => ladderOf(reads, top, prober.left());
  for (;;) {
    const accept = rungsOf(reads).length === 0 ? null : affordable(nextAccepted(stepsOf(reads), top), prober);
    const look = nextLook(rungsOf(reads), planOf());
    if (signal.aborted || (look === null && accept === null)) break;
    if (accept !== null) reads.push(...(await askAt(search, reads, accept, 1)));
    else if (look !== null) reads.push(...(await lookAt(search, reads, look.length, look.questions)));
  }
  const plan = planOf();
  const stopped = wanted(rungsOf(reads), plan).length > 0 ? 'budget' : null;
  const found = readWindow(reads, plan, advertised, stopped);
  return isEnded(found) ? found : { ...found, reads };
}

/** A window that is tried may cost as much as it is long: no more than a part of what is left goes into that. */
const SHARE_FOR_ACCEPTED = 0.25;

function affordable(length: number | null, prober: Prober): number | null {
  return length !== null && length <= prober.left() * SHARE_FOR_ACCEPTED ? length : null;
}

/** At a length that nobody has looked at, one question goes ahead: what is refused is refused to all. */
async function lookAt(search: Searched, reads: readonly Read[], length: number, questions: number) {
  if (reads.some((read) => read.length === length)) return askAt(search, reads, length, questions);
  const ahead = await askAt(search, reads, length, 1);
  if (!ahead.every(({ outcome }) => outcome === 'right' || outcome === 'wrong')) return ahead;
  return [...ahead, ...(await askAt(search, [...reads, ...ahead], length, questions - 1))];
}

async function askAt(
  { prober, seed, redact, signal }: Searched,
  reads: readonly Read[],
  length: number,
  questions: number,
): Promise<readonly Read[]> {
  const before = reads.filter((read) => read.length === length).length;
  const perToken = charactersPerToken(reads);
  const numbers = Array.from({ length: questions }, (_, at) => before + at);
  const ask = async (number: number): Promise<Read | null> => {
    const { trial, task, characters } = composeQuestion(seed, number, Math.floor(length * perToken * NEARLY));
    const answer = await prober.ask(`context-${length}`, number + 1, trial, length);
    if (answer === null) return null;
    const words = clipText(redact(showAnswer(answer)), MOST_SHOWN);
    return readAnswer(length, characters, task, answer, words);
  };
  const came: Read[] = [];
  const { concurrency } = prober.connected.target;
  for await (const read of runLanes([{ concurrency, jobs: numbers }], ask, signal)) {
    if (read !== null) came.push(read);
  }
  return came;
}

/** Room for the template around a text and for its answer. */
const NEARLY = 0.94;
