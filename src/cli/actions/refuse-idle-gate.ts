import { InputError, problem } from '../../contract/problem.ts';
import type { GateFlags } from '../verbs/gate-verb.ts';

/** What `gate` is asked: to judge, where it is given no word. */
type Asked = 'plan' | 'serve' | 'calibrate' | null;

/** Of flags that are not for all of it, what each is for. */
const FOR = {
  candidate: [null, 'plan', 'serve'],
  allowSynthetic: [null, 'serve'],
  evidenceRoot: [null, 'serve'],
  reporter: [null],
  port: ['serve'],
  host: ['serve'],
  suite: ['calibrate'],
  years: ['calibrate'],
  seed: ['calibrate'],
} as const satisfies Partial<Record<keyof GateFlags, readonly Asked[]>>;

const FLAGS = [
  'candidate',
  'allowSynthetic',
  'evidenceRoot',
  'reporter',
  'port',
  'host',
  'suite',
  'years',
  'seed',
] as const;

/** Throws InputError for flags that what is asked does not take: whoever gave one meant something by it. */
export function refuseIdleGate(what: Asked, flags: GateFlags): void {
  const problems = FLAGS.flatMap((name) => {
    const takers: readonly Asked[] = FOR[name];
    if (!isGiven(flags[name]) || takers.includes(what)) return [];
    const named = takers.map(verbOf).join(' and ');
    return [problem(`${flagOf(name)} is for ${named}, and not for ${verbOf(what)}`, 'leave it out')];
  });
  if (problems.length > 0) throw new InputError(problems);
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

function verbOf(what: Asked): string {
  return what === null ? 'gate' : `gate ${what}`;
}

function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
