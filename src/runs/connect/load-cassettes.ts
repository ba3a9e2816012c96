import { join } from 'node:path';
import { caseText, type CaseId } from '../../contract/exchanges/case-id.ts';
import { asWarning, InputError, problem, type Problem } from '../../contract/problem.ts';
import { hashCanonical } from '../../json/hash-canonical.ts';
import { quoteShell } from '../../reports/exchange/quote-shell.ts';
import type { BodyContent } from '../../store/records/body-content.ts';
import { CASSETTES_FOLDER, type RecordedExchange, type RecordedRun } from '../../store/cassettes/cassette.ts';
import { readCassette } from '../../store/cassettes/read-cassette.ts';
import type { Replayed } from '../../store/run/replayed-by.ts';
import type { Suite } from '../../suites/suite.ts';
import { promptsOf, type Plan } from '../project/plan-run.ts';

/** An exchange of a cassette with all that its file says of it. */
export interface Recorded {
  readonly exchange: RecordedExchange;
  readonly run: RecordedRun;
  /** What was sent. */
  readonly body: BodyContent | null;
}

/** The cassettes of what is planned. */
export interface Cassettes extends Replayed {
  readonly folder: string;
  find(id: CaseId): Recorded | null;
}

export interface Placed {
  /** Null is the project's own. */
  readonly folder: string | null;
  readonly root: string;
}

export function folderOf({ folder, root }: Placed): string {
  return folder ?? join(root, CASSETTES_FOLDER);
}

/** Reads the cassettes of every suite and target of a plan. Throws InputError with everything that is wrong with them. */
export async function loadCassettes(
  placed: Placed,
  plan: Plan,
  suites: readonly Suite[],
): Promise<Cassettes> {
  const folder = folderOf(placed);
  const wanted = plan.targets.flatMap(({ id: target }) => {
    const asked = new Set(promptsOf(plan, target).map(({ prompt }) => prompt.suite));
    return suites.filter(({ name }) => asked.has(name)).map((suite) => ({ target, suite }));
  });
  const problems: Problem[] = [];
  const hashes: (string | null)[] = [];
  const byCase = new Map<string, Recorded>();
  for (const { target, suite } of wanted) {
    const prompts = new Set(suite.prompts.map(({ id }) => id));
    const read = await readCassette(folder, { target, suite: suite.name, prompts });
    problems.push(...read.problems);
    hashes.push(read.sha256);
    const { runs, requests, exchanges } = read.cassette ?? { runs: [], requests: NO_REQUESTS, exchanges: [] };
    for (const exchange of exchanges) {
      const run = runs.find((known) => known.run === exchange.run);
      const body = requests.get(exchange.request.body?.sha256 ?? '') ?? null;
      const { prompt, mode, repetition } = exchange;
      if (run === undefined) continue;
      byCase.set(caseText({ suite: suite.name, target, prompt, mode, repetition }), { exchange, run, body });
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  const askedIn = new Set([...byCase.values()].map(({ run }) => run));
  const [recordedAt = null] = [...askedIn].map(({ startedAt }) => startedAt).sort();
  return {
    folder,
    sha256: hashCanonical(hashes),
    recordedAt,
    planted: Math.max(0, ...[...askedIn].map(({ planted = 0 }) => planted)),
    find: (id) => byCase.get(caseText(id)) ?? null,
  };
}

const NO_REQUESTS: ReadonlyMap<string, BodyContent> = new Map();

/** What is planned and has no cassette, a warning for each target and suite. */
export function warnOfUnrecorded(unrecorded: readonly CaseId[], { folder }: Cassettes): readonly Problem[] {
  const groups = Map.groupBy(unrecorded, ({ target, suite }) => `${target}/${suite}`);
  return [...groups.values()].flatMap((ids) => {
    const [first] = ids;
    if (first === undefined) return [];
    const what =
      ids.length === 1
        ? `${caseText(first)} has`
        : `${ids.length} exchanges (${caseText(first)} is the first) have`;
    const command = ['npx', 'llama-contract', 'record', '--target', first.target, '--suite', first.suite];
    const message = `${what} no cassette under ${folder}, and count as missing`;
    return [asWarning(problem(message, command.map(quoteShell).join(' ')))];
  });
}
