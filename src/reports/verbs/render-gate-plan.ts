import Table from 'cli-table3';
import type { GatePlan } from '../../contract/gates/gate-plan.ts';
import { escapeJson, escapeTerminalLine } from '../text/escape-terminal.ts';
import { money } from '../words/describe-cost.ts';
import { count, percent, plural } from '../text/format.ts';

const NO_LINES = ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) => [
  side,
  `${side}-mid`,
  `${side}-left`,
  `${side}-right`,
]);

/** What a run can decide, before it is asked: each criterion with its prompts, its chance and what it would take. */
export function renderGatePlan(plan: GatePlan): string {
  const { stage, policy, migration, baseline, candidate, prompts, assumed, leftOut, canOpen } = plan;
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
    ...tableOf(plan).split('\n'),
    ...earlierLines(plan),
    ...costLine(plan),
    '',
    `The chance is that of sides which do not differ: ${percent(assumed.failing)} of prompts fail on each, ${percent(assumed.differing)} go`,
    `wrong on one side alone, and latencies spread by ${assumed.spread} (of their logarithm). Needed are prompts with a`,
    'chance of 80%. Tokens are an estimate, input and output cap together, of a baseline that is asked twice and a',
    'candidate that is asked once. Nothing was called.',
  ];
  return `${lines.map(escapeTerminalLine).join('\n')}\n`;
}

/** What the ledger has counted with it, and why more may be asked of the evidence than the policy says. */
function earlierLines({ earlier, criteria }: GatePlan): readonly string[] {
  if (earlier === null) return [];
  const { ledger, counted, restarts } = earlier;
  const most = Math.max(...criteria.map((row) => row.earlier), 0);
  const lines = counted.map(({ line }) => line).join(', ');
  return [
    '',
    counted.length === 0
      ? `No run that ${ledger} keeps would count with it`
      : `Of ${ledger} ${plural(counted.length, 'line')} ${lines} would count with it, of ${count(most)} ${plural(most, 'prompt')}, if the endpoints answer as then`,
    ...(restarts === 0
      ? []
      : [
          `Evidence ${counted.length === 0 ? 'would have begun' : 'began'} anew ${restarts === 1 ? 'once' : `${count(restarts)} times`}, and has to be surer than the policy says`,
        ]),
  ];
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
function tableOf({ criteria, earlier }: GatePlan): string {
  const ofLedger = (...cells: readonly string[]): readonly string[] => (earlier === null ? [] : cells);
  const isPriced = criteria.some((row) => row.money !== null);
  const ofCost = (cell: string): readonly string[] => (isPriced ? [cell] : []);
  const head = [
    'criterion',
    'metric',
    ...ofLedger('sure to', 'before'),
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
    const {
      id,
      metric,
      required,
      confidence,
      earlier: before,
      n,
      tokens,
      chance,
      needed,
      tokensNeeded,
    } = row;
    table.push([
      required ? id : `${id} (advisory)`,
      metric,
      ...ofLedger(percent(confidence), count(before)),
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
