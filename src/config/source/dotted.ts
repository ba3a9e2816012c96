import type { Path } from '../problems/complaint.ts';

/** A path as people say it: targets[0].model. */
export function dotted(path: Path): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return text === '' ? 'the configuration' : text.replace(/^\./, '');
}
