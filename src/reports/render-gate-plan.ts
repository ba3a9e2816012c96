import Table from 'cli-table3';
import type { GatePlan, PlannedCriterion } from '../contract/gate-plan.ts';
import { escapeJson, escapeTerminalLine } from './escape-terminal.ts';
import { money } from './describe-cost.ts';
import { count, percent } from './format.ts';

const NO_LINES = ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) => [
  side,
  `${side}-mid`,
  `${side}-left`,
  `${side}-right`,
]);

/** What a run can decide, before it is asked: each criterion with its prompts, its chance and what it would take. */
export function renderGatePlan(plan: GatePlan): string {
  const { stage, policy, migration, baseline, candidate, prompts, assumed, leftOut, canOpen, criteria } =
    plan;
  const verdict = canOpen
    ? `CAN OPEN  every required criterion of ${stage} is decided by ${count(prompts)} prompts`
    : `CANNOT OPEN  ${
        leftOut.length > 0
          ? `prompts of the migration are left out of ${leftOut.map(({ suite }) => suite).join(', ')}`
          : `a required criterion of ${stage} is not decided by ${count(prompts)} prompts`
      }`;
  const lines = [
    verdict,
    `policy ${policy}, ${migration === null ? 'no migration' : `migration ${migration}`}, baseline ${baseline}, candidate ${candidate}, both modes`,
    '',
    ...tableOf(criteria).split('\n'),
    ...costLine(plan),
    '',
    `The chance is that of sides which do not differ: ${percent(assumed.failing)} of prompts fail on each, ${percent(assumed.differing)} go`,
    `wrong on one side alone, and latencies spread by ${assumed.spread} (of their logarithm). Needed are prompts with a`,
    'chance of 80%. Tokens are an estimate, input and output cap together, of a baseline that is asked twice and a',
    'candidate that is asked once. Nothing was called.',
  ];
  return `${lines.map(escapeTerminalLine).join('\n')}\n`;
}

/** What there is to pay; unknown is said, and is no 0. */
function costLine({ money: cost }: GatePlan): readonly string[] {
  return [
    '',
    cost === null
      ? 'All prompts cost: unknown (a side has no price in the configuration, or a prompt no output cap)'
      : `All prompts cost ${money(cost.amount)} ${cost.currency} at most`,
  ];
}

/** Of what is not known of any criterion there is no column. */
function tableOf(criteria: readonly PlannedCriterion[]): string {
  const isPriced = criteria.some((row) => row.money !== null);
  const ofCost = (cell: string): readonly string[] => (isPriced ? [cell] : []);
  const head = [
    'criterion',
    'metric',
    'prompts',
    'tokens',
    ...ofCost('cost'),
    'chance',
    'needed',
    'tokens needed',
    ...ofCost('cost needed'),
  ];
  const table = new Table({
    head,
    colAligns: head.map((_name, at) => (at < 2 ? 'left' : 'right')),
    chars: { ...Object.fromEntries(NO_LINES.map((name) => [name, ''])), middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of criteria) {
    const { id, metric, required, n, tokens, chance, needed, tokensNeeded } = row;
    table.push([
      required ? id : `${id} (advisory)`,
      metric,
      count(n),
      count(tokens),
      ...ofCost(spell(row.money)),
      chance === null ? 'not by runs' : percent(chance),
      needed === null ? '-' : count(needed),
      tokensNeeded === null ? '-' : count(tokensNeeded),
      ...ofCost(tokensNeeded === null ? '-' : spell(row.moneyNeeded)),
    ]);
  }
  return table.toString();
}

function spell(amount: string | null): string {
  return amount === null ? 'unknown' : money(amount);
}

/** The object that `--json` prints, on one line. */
export function renderGatePlanJson(plan: GatePlan, exitCode: number): string {
  return `${escapeJson(JSON.stringify({ schemaVersion: 1, exitCode, ...plan }))}\n`;
}
