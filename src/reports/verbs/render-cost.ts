import { qualityPerThousandTokens } from '../../contract/cost/quality-for-tokens.ts';
import type { RunCost } from '../../contract/cost/run-cost.ts';
import type { Savings } from '../../contract/cost/savings.ts';
import { describeCost } from '../words/describe-cost.ts';
import { disarmCommands, escapeJson, escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, percent } from '../text/format.ts';
import { billedTokens, QUALITY_HEADS, qualityRow, ROUTE_HEADS, routeQualityRow } from './quality-rows.ts';
import { orderCost } from '../formats/render-json.ts';
import { describeSavings, savingRows } from './saving-rows.ts';
import { textTable } from '../text/text-table.ts';

/** What each target cost, what an accepted answer did, and what would have been saved. */
export function renderCost({ run, synthetic, routes, targets }: RunCost): string {
  const of = targets.length === 0 ? ['no target was asked'] : targets.map(describeCost);
  const tables = targets.flatMap(({ target, invoice, savings }) =>
    savingsLines(target, invoice?.currency ?? null, savings),
  );
  return disarmCommands(
    [
      `${escapeTerminalLine(`cost of run ${run}${synthetic ? '  SYNTHETIC' : ''}`)}\n\n`,
      ...of.map((line) => `${escapeTerminalLine(line)}\n`),
      ...qualityLines(targets),
      ...routeLines(routes),
      ...tables,
    ].join(''),
  );
}

function qualityLines(targets: RunCost['targets']): readonly string[] {
  if (targets.length === 0) return [];
  const rows = targets.map(({ target, quality, metered }) => qualityRow(target, quality, metered));
  return [
    '\nquality for billed tokens\n',
    textTable([['', ...QUALITY_HEADS], ...rows.map(({ target, cells }) => [target, ...cells])]),
  ];
}

function routeLines(routes: RunCost['routes']): readonly string[] {
  if (routes.length === 0) return [];
  const rows = routes.map(routeQualityRow);
  return [
    '\nquality for billed tokens by route, had a router decided when the run ended\n',
    textTable([['', ...ROUTE_HEADS], ...rows.map(({ target, cells }) => [target, ...cells])]),
  ];
}

function savingsLines(target: string, currency: string | null, savings: Savings): readonly string[] {
  const rows = savingRows(savings, currency).map(({ what, requests, tokens, share, saved, accepted }) => [
    what,
    count(requests),
    count(tokens),
    percent(share),
    `${saved}${accepted === null || accepted === 0 ? '' : `; ${count(accepted)} of them were accepted as they were`}`,
  ]);
  return [
    `\n${escapeTerminalLine(`${target}: what would have been saved, ${describeSavings(savings)}`)}\n`,
    textTable([['', 'requests', 'tokens', 'of its input', 'saved'], ...rows]),
  ];
}

/** Keys, and their order, are a promise to scripts. */
export function renderCostJson({ run, synthetic, routes, targets }: RunCost, exitCode: number): string {
  const rows = targets.map((cost) => ({
    id: cost.target,
    attempts: cost.attempts,
    unmetered: cost.unmetered,
    ...orderCost(cost),
    quality: cost.quality,
    billedTokens: billedTokens(cost.metered),
    savings: cost.savings,
  }));
  const byRoute = routes.map(({ rule, target, prompts, quality, metered }) => ({
    rule,
    target,
    prompts,
    attempts: metered?.attempts ?? null,
    unmetered: metered?.unmetered ?? null,
    quality,
    billedTokens: billedTokens(metered),
    qualityPerThousandTokens: qualityPerThousandTokens(quality, metered),
  }));
  return `${escapeJson(JSON.stringify({ schemaVersion: 1, run, exitCode, synthetic, routes: byRoute, targets: rows }))}\n`;
}
