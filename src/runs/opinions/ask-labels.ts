import type { CallWorld } from '../../calls/call-job.ts';
import { createQuotaGate } from '../../calls/create-quota-gate.ts';
import { runLanes } from '../../calls/run-lanes.ts';
import type { Catalog } from '../../config/catalog.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import type { Fault } from '../../contract/wires/fault.ts';
import type { Problem } from '../../contract/problem.ts';
import type { Compared } from '../../opinions/count-agreement.ts';
import { NO_PAST } from '../../simulator/past.ts';
import { openTap } from '../../transport/open-tap.ts';
import { askJudge } from './ask-judge.ts';
import { connectRun } from '../connect/connect-run.ts';
import { findConnected } from '../connect/find-connected.ts';
import { playedLabels, type AskedLabel, type LoadedJudge } from './load-judge.ts';
import type { RunWorld } from '../run-world.ts';

/** A labelled answer with what the judge said of it. */
export interface JudgedLabel extends Compared {
  readonly line: number;
  readonly promptId: string;
}

interface Around {
  readonly catalog: Catalog;
  readonly source: Source;
  readonly seed: number;
  readonly faults: readonly Fault[];
}

/** Asks the judge about every labelled answer; in the order of the labels, without those that a stop left unasked. */
export async function askLabels(
  { target, labels }: Pick<LoadedJudge, 'target' | 'labels'>,
  { catalog, source, seed, faults }: Around,
  world: RunWorld,
  signal: AbortSignal,
): Promise<{ readonly judged: readonly JudgedLabel[]; readonly warnings: readonly Problem[] }> {
  const { clock, random } = world;
  const plan = { targets: [target], prompts: playedLabels(labels) };
  const connected = await connectRun(
    { catalog, plan, source, faults, seed, past: NO_PAST, replay: null },
    world,
  );
  try {
    const judge = findConnected(connected, target.id);
    const callWorld: CallWorld = {
      clock,
      random,
      gate: createQuotaGate(clock),
      openTap: (transport, secretHeaders) => openTap(transport, clock, secretHeaders),
    };
    const ask = async ({ line, promptId, label, planned }: AskedLabel): Promise<JudgedLabel> => {
      const opinion = await askJudge(planned, judge, source, callWorld, signal);
      const reason = connected.masks.redact(opinion.reason);
      return { line, promptId, label, opinion: { ...opinion, reason } };
    };
    const judged: JudgedLabel[] = [];
    for await (const each of runLanes([{ concurrency: target.concurrency, jobs: labels }], ask, signal)) {
      judged.push(each);
    }
    return { judged: judged.toSorted((a, b) => a.line - b.line), warnings: connected.warnings };
  } finally {
    await connected.close();
  }
}
