/** What two sides are compared in, in the order in which it is listed. */
export const DIMENSIONS = [
  'schema',
  'types',
  'values',
  'tools',
  'finish',
  'truncation',
  'stream',
  'usage',
  'errors',
  'identity',
  'form',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

const BY_FAMILY: Readonly<Record<string, Dimension>> = {
  schema: 'schema',
  golden: 'schema',
  parity: 'values',
  tool: 'tools',
  finish: 'finish',
  truncation: 'truncation',
  stream: 'stream',
  grammar: 'stream',
  sdk: 'stream',
  'stream-parity': 'stream',
  usage: 'usage',
  error: 'errors',
  model: 'identity',
  'request-id': 'identity',
};

/** Of the differences from an answer, those in its shape. */
const OF_TYPES: ReadonlySet<string> = new Set([
  'parity/missing-path',
  'parity/extra-path',
  'parity/type-changed',
  'parity/null-for-value',
  'parity/emptied',
]);
const ELSEWHERE: Readonly<Record<string, Dimension>> = {
  'parity/no-tool-call': 'tools',
  'parity/extra-tool-call': 'tools',
  'parity/error-missing': 'errors',
};

/** What a finding is a difference in. */
export function dimensionOf(code: string): Dimension {
  if (OF_TYPES.has(code)) return 'types';
  return ELSEWHERE[code] ?? BY_FAMILY[code.slice(0, code.indexOf('/'))] ?? 'form';
}
