import { basename } from 'node:path';
import { caseText } from '../../contract/exchanges/case-id.ts';
import { citeFinding } from '../../contract/exchanges/verdict.ts';
import { findingsOf } from '../../metrics/findings-of.ts';
import { findRunOrNewest } from '../../store/run/find-run.ts';
import { readRun } from '../../store/run/read-run.ts';

interface FailedExchange {
  readonly id: string;
  readonly state: 'failed' | 'errored';
  /** The first of what speaks against it. */
  readonly finding: string | null;
}

/** What failed or errored in a run, by id. */
export interface FailedList {
  readonly run: string;
  readonly folder: string;
  /** Whether it was sealed: of a run that was not, exchanges that were planned may not be recorded yet. */
  readonly ended: boolean;
  readonly recorded: number;
  readonly exchanges: readonly FailedExchange[];
}

/** The newest run when none is named. Throws InputError when it is not there, or its evidence was changed. */
export async function listFailed({
  run,
  out,
  nowMs,
}: {
  readonly run: string | null;
  readonly out: string;
  readonly nowMs: number;
}): Promise<FailedList> {
  const folder = await findRunOrNewest(out, run, nowMs);
  const exchanges: FailedExchange[] = [];
  let recorded = 0;
  const { facts: all, evidenceRoot } = await readRun(folder);
  for await (const { facts } of all) {
    recorded += 1;
    const { state } = facts;
    if (state !== 'failed' && state !== 'errored') continue;
    const [first] = findingsOf(facts);
    const finding = first === undefined ? null : citeFinding(first);
    exchanges.push({ id: caseText(facts.case), state, finding });
  }
  return {
    run: basename(folder),
    folder,
    ended: evidenceRoot !== null,
    recorded,
    exchanges: exchanges.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
