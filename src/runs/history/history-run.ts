import type { HistoryRun } from '../../contract/runs/history.ts';
import type { Report } from '../../contract/runs/report.ts';
import { hashCanonical } from '../../json/hash-canonical.ts';
import { figuresOf } from '../../metrics/figures-of.ts';
import type { RunManifest } from '../../store/run/manifest.ts';

/** A run that has ended as history keeps it. */
export function historyRunOf(manifest: RunManifest, report: Report): HistoryRun {
  const { identity, summary, source, suites, strength, changes } = report;
  return {
    run: identity.run,
    kind: 'run',
    startedAt: identity.startedAt,
    source,
    verdict: summary.verdict,
    alike: alikeOf(manifest),
    suites,
    prompts: manifest.plan.prompts,
    evidenceRoot: summary.evidenceRoot,
    version: manifest.versions['llama-contract'] ?? null,
    origin: identity.origin,
    strength: strength === null || strength.altered === 0 ? null : strength.caught / strength.altered,
    changes,
    targets: summary.targets.map((target) => ({
      id: target.id,
      figures: figuresOf(target, report.costs.find((cost) => cost.target === target.id) ?? null),
    })),
  };
}

/** Over what was asked and how, and of whom answers came: whatever differs in it is another series. */
function alikeOf({ source, hashes, plan, rejudged }: RunManifest): string {
  const { modes, repeat, once } = plan;
  const pairs = plan.pairs?.map(({ target, prompt }) => `${target}/${prompt}`).toSorted() ?? null;
  const { suites, prompts } = hashes;
  return hashCanonical({ source, suites, prompts, modes, repeat, once, pairs, rejudged: rejudged !== null });
}
