import type { Alarm, MonitoredTarget, MonitorState, Tally } from '../../contract/monitors/monitor.ts';
import { escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, minuteOf, percent, plural } from '../text/format.ts';
import { textTable } from '../text/text-table.ts';

const HEAD = ['', 'newest', 'last 24 h', 'burn 1 h', '6 h', '1 d', '3 d', 'against the reference week'];

/** How a monitor stands: its alarms first. */
export function renderMonitor(state: MonitorState): string {
  const { verdict, alarms, targets, isSynthetic, objective, tokensToday, everyMinutes } = state;
  const many = `${count(alarms.length)} ${plural(alarms.length, 'alarm')}`;
  const words = { quiet: 'QUIET  no alarm', alarm: `ALARM  ${many}`, absent: 'ABSENT  nothing new is known' };
  const spent = tokensToday === null ? 'tokens of today unknown' : `${count(tokensToday)} tokens today`;
  const facts = `objective ${percent(objective)} of first attempts · every ${count(everyMinutes)} min · ${spent}`;
  const lines = [
    `${words[verdict]}${isSynthetic ? '  SYNTHETIC' : ''}`,
    ...alarms.map(alarmLine),
    facts,
    ...(targets.length === 0 ? ['no target was asked yet: npx llama-contract monitor --once'] : []),
  ];
  return [...lines.map((line) => `${escapeTerminalLine(line)}\n`), ...targets.map(targetBlock)].join('');
}

function alarmLine({ severity, target, kind, indicator, message }: Alarm): string {
  const what = indicator === null ? kind : `${kind} of ${indicator}`;
  return `  ${severity.toUpperCase()}  ${target}: ${what}: ${message}`;
}

function targetBlock({ target, newest, windows, indicators, reference }: MonitoredTarget): string {
  const asked = `${count(newest.seen)} of ${count(newest.planned)} asked`;
  const title = `\n${target}: ${count(windows)} ${plural(windows, 'window')}, the newest of ${minuteOf(newest.from)} UTC (${asked}, run ${newest.run})`;
  const rows = indicators.map(({ indicator, newest: last, day, burns, drift }) => [
    indicator,
    tally(last),
    tally(day),
    ...burns.map(({ long }) => (long === null ? '-' : long.toFixed(1))),
    drift === null
      ? `learning until ${reference.to.slice(0, 10)}`
      : `${tally(drift.week)} this week, ${tally(drift.reference)} then`,
  ]);
  return `\n${escapeTerminalLine(title.trimStart())}\n${textTable([HEAD, ...rows])}`;
}

function tally({ bad, n }: Tally): string {
  return n === 0 ? '-' : `${count(bad)} of ${count(n)}`;
}
