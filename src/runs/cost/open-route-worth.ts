import type { Catalog } from '../../config/catalog.ts';
import type { KeptDecision } from '../../contract/runs/history.ts';
import type { RecordFacts } from '../../contract/exchanges/record.ts';
import type { Report } from '../../contract/runs/report.ts';
import type { RoutePolicy } from '../../contract/routing/route.ts';
import type { RouteWorth } from '../../contract/routing/route-worth.ts';
import type { Metered } from '../../contract/runs/summary.ts';
import { meter } from '../../metrics/meter.ts';
import { route } from '../../routing/route.ts';
import { NO_HINTS, shapeOfRequest } from '../../routing/shape-of-request.ts';
import { worthByRoute, type AnsweredPrompt, type RoutedPrompt } from '../../routing/worth-by-route.ts';
import { parseCanonicalLine, readRequestLines } from '../../store/records/read-requests.ts';
import { openRouteEvidence } from './gather-route-evidence.ts';

/** What the prompts of a run are worth by route: first add its records. */
export interface RouteWorths {
  add(record: RecordFacts): void;
  /** As a router would have decided when the run ended. */
  routes(of: {
    readonly folder: string;
    readonly report: Report;
    readonly catalog: Catalog;
    readonly policy: RoutePolicy;
    /** What gates said, the oldest first. */
    readonly decisions: readonly KeptDecision[];
  }): Promise<readonly RouteWorth[]>;
}

interface Answers {
  scores: number;
  isScored: boolean;
  readonly metered: { -readonly [Key in keyof Metered]: Metered[Key] };
}

export function openRouteWorth(): RouteWorths {
  const proved = openRouteEvidence();
  // Several may ask the same, as live requests do.
  const promptsOf = new Map<string, Set<string>>();
  const answers = new Map<string, Answers>();
  return {
    add(record) {
      proved.add(record);
      const { exchange, score } = record;
      const { target, prompt } = record.case;
      const key = keyOf(target, prompt);
      const of = answers.get(key) ?? { scores: 0, isScored: false, metered: { ...NOTHING_METERED } };
      answers.set(key, of);
      if (score !== null) {
        of.isScored = true;
        of.scores += score.held / score.of;
      }
      if (exchange === null) return;
      const alike = promptsOf.get(exchange.requestHash) ?? new Set();
      promptsOf.set(exchange.requestHash, alike.add(prompt));
      meter(of.metered, exchange);
    },
    async routes({ folder, report, catalog, policy, decisions }) {
      const endedMs = Date.parse(report.identity.endedAt);
      const before = decisions.filter(({ judgedAt }) => Date.parse(judgedAt) <= endedMs);
      const evidence = await proved.evidence(folder, report, catalog, before, endedMs);
      const wanted = new Map(
        report.summary.prompts.map((row) => [keyOf(row.target, row.promptId), row.planned - row.skipped]),
      );
      const answersOf = (target: string, prompt: string): AnsweredPrompt | null => {
        const key = keyOf(target, prompt);
        const of = answers.get(key);
        const asked = wanted.get(key) ?? 0;
        if (of === undefined || asked === 0) return null;
        return { score: of.isScored ? of.scores / asked : null, metered: of.metered };
      };
      const routed = new Map<string, RoutedPrompt>();
      for await (const { sha256, text } of readRequestLines(folder)) {
        const alike = promptsOf.get(sha256);
        const request = alike === undefined ? null : parseCanonicalLine(text);
        if (alike === undefined || request === null) continue;
        const decision = route(
          shapeOfRequest(request, NO_HINTS),
          evidence.targets,
          policy,
          null,
          proved.counted(sha256),
        );
        for (const prompt of alike) routed.set(prompt, { prompt, decision });
      }
      const inOrder = [...routed.values()].toSorted((a, b) => (a.prompt < b.prompt ? -1 : 1));
      return worthByRoute(inOrder, answersOf);
    },
  };
}

const NOTHING_METERED: Metered = { attempts: 0, unmetered: 0, inputTokens: 0, outputTokens: 0 };

function keyOf(target: string, prompt: string): string {
  return `${target}/${prompt}`;
}
