import { InvalidArgumentError } from '@commander-js/extra-typings';
import { CONCURRENCY_RANGE, MAX_CONCURRENCY } from '../../contract/wires/target.ts';
import { SOURCES, type Source } from '../../contract/exchanges/exchange.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { Shard } from '../../contract/runs/shard.ts';

/** Numbers as people write them in arguments: digits alone, and no more than a number holds exactly. */
export function whole(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

export function positive(text: string): number {
  const value = whole(text);
  if (value < 1) throw new InvalidArgumentError('It must be 1 or more.');
  return value;
}

export function concurrency(text: string): number {
  const value = whole(text);
  if (value >= 1 && value <= MAX_CONCURRENCY) return value;
  throw new InvalidArgumentError(`It must be ${CONCURRENCY_RANGE}.`);
}

export function noneOrMore(text: string): number {
  const value = whole(text);
  if (value < 0) throw new InvalidArgumentError('It must be 0 or more.');
  return value;
}

export function percent(text: string): number {
  const value = /^\d{1,3}(?:\.\d{1,4})?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= 100) return value;
  throw new InvalidArgumentError('It must be a number from 0 to 100.');
}

export function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError('It must be a port, 0 to 65535.');
  }
  return Number(text);
}

/** What fast-check takes for a seed. */
export function seed(text: string): number {
  const value = whole(text);
  if (value !== (value | 0)) throw new InvalidArgumentError('It must be a whole number of 32 bits.');
  return value;
}

/** As suite files name the kind of their work. */
export function suiteName(text: string): string {
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text)) return text;
  throw new InvalidArgumentError('It must be lower-case words joined by hyphens.');
}

export function names(text: string): readonly string[] {
  const list = text.split(',').map((name) => name.trim());
  if (list.some((name) => name === '')) throw new InvalidArgumentError('It must be names, by comma.');
  return list;
}

/** Whole numbers of 1 or more, by comma. */
export function positives(text: string): readonly number[] {
  return text.split(',').map((each) => positive(each.trim()));
}

/** A flag that may be given again: each time one more. */
export function collect(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

/** An evidence root, and those before it. */
export function pinned(text: string, before: readonly string[]): readonly string[] {
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new InvalidArgumentError('It must be a SHA-256 in hex, as gate --json prints evidenceRoot.');
  }
  return [...before, text];
}

export function source(text: string): Source {
  const known = SOURCES.find((name) => name === text);
  if (known !== undefined) return known;
  const mend = 'use --source simulate, --source live or --source replay';
  throw new InputError([problem(`unknown source "${text}"`, mend)]);
}

/** A shard as `i/n`. */
export function shard(text: string): Shard {
  const [, index, of] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (index !== undefined && of !== undefined && index >= 1 && index <= of) return { index, of };
  throw new InvalidArgumentError('It must be i/n, such as 1/4: the first of four, the last of which is 4/4.');
}

/** A factor: above 0, with a fraction if need be. */
export function factor(text: string): number {
  const value = /^\d{1,6}(?:\.\d{1,6})?$/.test(text) ? Number(text) : 0;
  if (value <= 0) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}
