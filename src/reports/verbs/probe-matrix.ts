import { BIT_AREAS, type CapabilityBit, type CapabilityFile } from '../../contract/probe/capability-file.ts';
import { count, percent } from '../text/format.ts';

/** A part of what was found: a row each, a cell for each target. */
export interface MatrixSection {
  readonly title: string;
  readonly rows: readonly { readonly what: string; readonly cells: readonly string[] }[];
}

const GROUNDS: Readonly<Record<CapabilityBit['ground'], string>> = {
  obeyed: 'yes',
  ignored: 'NO, ignored',
  refused: 'no, refused',
  'not-carried': 'no, not carried',
  unclear: '? unclear',
  'no-answer': '? no answer',
  'not-asked': '? not asked',
  unpaid: '? not paid for',
};

/** What was found of all targets, side by side. */
export function probeMatrix(files: readonly CapabilityFile[]): readonly MatrixSection[] {
  const bits = new Map(files.flatMap((file) => file.bits.map(({ bit, area }) => [bit, area] as const)));
  const sections = BIT_AREAS.map((area) => ({
    title: area,
    rows: [...bits]
      .filter(([, of]) => of === area)
      .map(([what]) => ({ what, cells: files.map((file) => cellOf(file, what)) })),
  }));
  return [...sections, { title: 'limits', rows: limitRows(files) }].filter(({ rows }) => rows.length > 0);
}

function cellOf({ bits }: CapabilityFile, what: string): string {
  const found = bits.find(({ bit }) => bit === what);
  return found === undefined ? '-' : GROUNDS[found.ground];
}

function limitRows(files: readonly CapabilityFile[]): MatrixSection['rows'] {
  const outputs = files.some(({ output }) => output !== null);
  const contexts = files.some(({ context }) => context !== null);
  const row = (what: string, cell: (file: CapabilityFile) => string) => ({ what, cells: files.map(cell) });
  return [
    ...(outputs ? [row('output tokens', describeOutput)] : []),
    ...(contexts
      ? [
          row('context, advertised', ({ context }) => tokens(context?.advertised)),
          row('context, accepted', describeAccepted),
          row('context, usable', describeUsable),
        ]
      : []),
  ];
}

const tokens = (value: number | null | undefined): string => (value == null ? '?' : count(value));

const OUTPUT_ENDS: Readonly<
  Record<
    NonNullable<CapabilityFile['output']>['end'],
    (output: NonNullable<CapabilityFile['output']>) => string
  >
> = {
  clamped: ({ served, requested }) => `CLAMPED to ${tokens(served)} of ${tokens(requested)}`,
  refused: ({ proved, requested }) => `${tokens(proved)}, ${tokens(requested)} refused`,
  'model-stopped': ({ proved }) => `${atLeast(proved)}, the model stopped`,
  'highest-asked': ({ proved }) => atLeast(proved),
  'no-answer': ({ proved }) => `${atLeast(proved)}, then no answer`,
  budget: ({ proved }) => `${atLeast(proved)}, the budget ended`,
};

/** Nothing is no number that there may be more of. */
function atLeast(proved: number | null): string {
  return proved === null ? 'unknown' : `${tokens(proved)} or more`;
}

function describeOutput({ output }: CapabilityFile): string {
  return output === null ? '-' : OUTPUT_ENDS[output.end](output);
}

function describeAccepted({ context }: CapabilityFile): string {
  if (context === null) return '-';
  const { accepted, refused, cutTo } = context;
  if (cutTo !== null) return `CUT to ${tokens(cutTo)}`;
  return refused === null ? `${tokens(accepted)} or more` : `${tokens(accepted)}, ${tokens(refused)} refused`;
}

const CONTEXT_ENDS: Readonly<Record<NonNullable<CapabilityFile['context']>['end'], string>> = {
  found: '',
  'highest-asked': ' or more',
  budget: ' or more, the budget ended',
  'no-answer': ' or more, then no answer',
  'no-usage': ', no tokens are counted',
  'too-weak': ', short inputs fail too',
};

function describeUsable({ context }: CapabilityFile): string {
  if (context === null) return '-';
  const { usable, unusable, end } = context;
  if (unusable !== null) return `${tokens(usable)}, ${tokens(unusable)} not`;
  return `${tokens(usable)}${CONTEXT_ENDS[end]}`;
}

/** The rungs of a search, in a line each. */
export function rungLines({ context }: CapabilityFile): readonly string[] {
  return (context?.rungs ?? []).map(
    ({ tokens: length, asked, right, low, high, verdict }) =>
      `${count(length)} tokens: ${right} of ${asked} right [${percent(low)}, ${percent(high)}] ${verdict}`,
  );
}
