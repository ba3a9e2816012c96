import {
  counterexampleName,
  reproCommand,
  type Counterexample,
  type JudgedGateway,
} from './counterexample.ts';
import { describeSide, type Sides } from './side.ts';
import { renderUnusable, type Unusable } from './try-clean.ts';

/** One property's line. */
export interface PropertyLine {
  readonly property: string;
  readonly claim: string;
  readonly runs: number;
  readonly skips: Readonly<Record<string, number>>;
  readonly found: Counterexample | null;
}

/** A saved counterexample, tried again. */
export interface Replayed {
  readonly name: string;
  readonly property: string;
  readonly status: 'FIXED' | 'FAILED';
  /** What it fails with now; null when it does not. */
  readonly failure: string | null;
  /** What both sides of the gateway said, where it fails on one. */
  readonly sides: Sides | null;
}

export interface FuzzReport {
  readonly seed: number;
  readonly wires: readonly string[];
  /** Null where the wires themselves were tried. */
  readonly against: JudgedGateway | null;
  /** Why the gateway could not be judged, or null. */
  readonly unusable: Unusable | null;
  readonly properties: readonly PropertyLine[];
  readonly replayed: readonly Replayed[];
  /** Where counterexamples are kept. */
  readonly folder: string;
  /** True when time was over before every property had its least number of runs. */
  readonly tooFew: boolean;
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
}

const WORDS: Readonly<Record<FuzzReport['verdict'], string>> = {
  pass: 'every property held',
  fail: 'a counterexample was found',
  inconclusive: 'time was over before every property had enough runs',
};

/** For a terminal. */
export function renderFuzz(report: FuzzReport): string {
  if (report.unusable !== null) {
    const lines = renderUnusable(report.unusable).map(clip);
    const verdict = `${report.verdict}: no property was tried`;
    return [`seed ${report.seed}, ${where(report)}`, '', ...lines, '', verdict, ''].join('\n');
  }
  const width = Math.max(...report.properties.map(({ property }) => property.length));
  return [
    `seed ${report.seed}, ${where(report)}`,
    '',
    ...report.properties.map((line) => renderLine(line, width)),
    ...report.replayed.flatMap(({ name, property, status, failure, sides }) => [
      `${status.padEnd(6)} ${name} (${property})${failure === null ? '' : `: ${clip(failure)}`}`,
      ...renderSides(sides),
    ]),
    ...report.properties.flatMap(({ claim, found }) =>
      found === null ? [] : ['', ...renderFound(claim, found, report)],
    ),
    '',
    `${report.verdict}: ${isOneCase(report) ? 'this case holds' : WORDS[report.verdict]}`,
    '',
  ].join('\n');
}

function where({ wires, against }: FuzzReport): string {
  return against === null ? `${wires.length} wires: ${wires.join(', ')}` : `against ${against.url}`;
}

/** What `--path` asks for, and nothing was wrong with it. */
function isOneCase({ verdict, properties }: FuzzReport): boolean {
  return verdict === 'pass' && properties.length === 1 && properties[0]?.runs === 1;
}

function renderLine({ property, runs, skips, found }: PropertyLine, width: number): string {
  const skipped = Object.values(skips).reduce((sum, count) => sum + count, 0);
  const wires = Object.keys(skips).length;
  const silent = skipped === 0 ? '' : `, ${skipped} times a wire could not say it (${wires} wires)`;
  const count = runs === 1 ? '1 run' : `${runs} runs`;
  return `${found === null ? 'holds ' : 'BROKEN'} ${property.padEnd(width)} ${count}${silent}`;
}

function renderFound(
  claim: string,
  found: Counterexample,
  { against, folder }: FuzzReport,
): readonly string[] {
  const events =
    found.events === null
      ? ''
      : ` (${found.events === 1 ? '1 stream event' : `${found.events} stream events`})`;
  return [
    `${found.property}: ${claim}`,
    `  ${clip(found.failure)}`,
    `  shrunk to${events} ${plain(JSON.stringify(found.example))}`,
    ...renderSides(found.sides),
    `  saved as ${folder}/${counterexampleName(found)}.json; again by`,
    `  ${reproCommand(found, against)}`,
  ];
}

function renderSides(sides: Sides | null): readonly string[] {
  if (sides === null) return [];
  return [
    `  the upstream said    ${clip(describeSide(sides.upstream))}`,
    `  the gateway answered ${clip(describeSide(sides.downstream))}`,
  ];
}

const MOST = 600;

/** Without control and format characters: servers may have written it. */
export function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
}

function clip(text: string): string {
  const clean = plain(text);
  return clean.length <= MOST ? clean : `${clean.slice(0, MOST)}…`;
}
