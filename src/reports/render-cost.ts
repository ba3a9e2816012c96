import type { MoneyRange } from '../contract/cost.ts';
import type { RunCost } from '../contract/run-cost.ts';
import type { Savings } from '../contract/savings.ts';
import { describeCost, moneyRange } from './describe-cost.ts';
import { disarmCommands, escapeJson, escapeTerminalLine } from './escape-terminal.ts';
import { count, plural } from './format.ts';
import { orderCost } from './render-json.ts';
import { textTable } from './text-table.ts';

/** What each target cost, what an accepted answer did, and what would have been saved. */
export function renderCost({ run, synthetic, targets }: RunCost): string {
  const of = targets.length === 0 ? ['no target was asked'] : targets.map(describeCost);
  const tables = targets.flatMap(({ target, invoice, savings }) =>
    savingsLines(target, invoice?.currency, savings),
  );
  return disarmCommands(
    [
      `${escapeTerminalLine(`cost of run ${run}${synthetic ? '  SYNTHETIC' : ''}`)}\n\n`,
      ...of.map((line) => `${escapeTerminalLine(line)}\n`),
      ...tables,
    ].join(''),
  );
}

function savingsLines(
  target: string,
  currency: string | undefined,
  { requests, cache, trim }: Savings,
): readonly string[] {
  const of = `of ${count(requests)} ${plural(requests, 'attempt')} whose input was counted`;
  const unit = currency ?? '';
  const ttl = (cache ?? []).map(({ ttlMinutes, ...row }) => [
    `cache of ${count(ttlMinutes)} min`,
    ...cells(row),
    amount(row, unit, 'no price of cached input is known'),
  ]);
  const cut = trim.map(({ toTokens, accepted, ...row }) => [
    `inputs cut to ${count(toTokens)} tokens`,
    ...cells(row),
    `${amount(row, unit, 'no price is known')}${accepted === 0 ? '' : `; ${count(accepted)} of them were accepted as they were`}`,
  ]);
  return [
    `\n${escapeTerminalLine(`${target}: what would have been saved, ${of}`)}\n`,
    ...(cache === null ? ['caches: unknown, for when its requests were sent is not known\n'] : []),
    textTable([['', 'requests', 'tokens', 'saved'], ...ttl, ...cut]),
  ];
}

function cells({
  requests,
  tokens,
}: {
  readonly requests: number;
  readonly tokens: number;
}): readonly string[] {
  return [count(requests), count(tokens)];
}

/** Where there is nothing to save on, no price needs to be known. */
function amount(
  { requests, saved }: { readonly requests: number; readonly saved: MoneyRange | null },
  currency: string,
  why: string,
): string {
  if (requests === 0) return 'nothing';
  return saved === null ? `unknown: ${why}` : `${moneyRange(saved)} ${currency}`.trimEnd();
}

/** Keys, and their order, are a promise to scripts. */
export function renderCostJson({ run, synthetic, targets }: RunCost, exitCode: number): string {
  const rows = targets.map((cost) => ({
    id: cost.target,
    attempts: cost.attempts,
    unmetered: cost.unmetered,
    ...orderCost(cost),
    savings: cost.savings,
  }));
  return `${escapeJson(JSON.stringify({ schemaVersion: 1, run, exitCode, synthetic, targets: rows }))}\n`;
}
