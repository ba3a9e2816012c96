import type { Decision } from '../../contract/gates/decision.ts';
import type { KeptDecision } from '../../contract/runs/history.ts';
import { asWarning, problem, type Problem } from '../../contract/problem.ts';
import { writeDecision } from '../../store/decisions.ts';
import { runId } from '../../store/run/run-id.ts';
import type { RunWorld } from '../run-world.ts';

/** Keeps what a gate said beside its runs. Gives what went wrong, which is no matter of the verdict; null where nothing did. */
export async function keepDecision(
  dir: string,
  decision: Decision,
  { clock, random, versions }: Pick<RunWorld, 'clock' | 'random' | 'versions'>,
): Promise<Problem | null> {
  const judgedMs = clock.wallMs();
  const kept = {
    schemaVersion: 1,
    id: runId(judgedMs, random),
    judgedAt: new Date(judgedMs).toISOString(),
    version: versions['llama-contract'] ?? null,
    ...outlineOf(decision),
  } as const;
  try {
    await writeDecision(dir, kept);
    return null;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `what the gate said cannot be kept for history in ${dir}: ${why}`;
    return asWarning(problem(message, 'nothing: the verdict stands, and the gate can be judged again'));
  }
}

function outlineOf(decision: Decision): Omit<KeptDecision, 'schemaVersion' | 'id' | 'judgedAt' | 'version'> {
  const { stage, verdict, sentence, synthetic, migration, policy, baseline, candidate } = decision;
  const { evidence, criteria } = decision;
  const runs = [evidence.baseline, evidence.candidate, ...evidence.again].map(({ run }) => run);
  return {
    stage,
    verdict,
    sentence,
    synthetic,
    migration,
    policy,
    baseline,
    candidate,
    runs: [...new Set(runs)],
    criteria: criteria.map(({ id, metric, required, verdict: own, observed, low, high, n, threshold }) => {
      return { id, metric, required, verdict: own, threshold, observed, low, high, n };
    }),
  };
}
