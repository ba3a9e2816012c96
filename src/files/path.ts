import { joinPointer } from '../json/pointer.ts';

/** The way from a file's whole value to a part of it: keys and 0-based indexes. */
export type Path = readonly (string | number)[];

/** The path as a JSON pointer: /targets/0/model. */
export function pointerOf(path: Path): string {
  return path.reduce<string>(joinPointer, '');
}

/** The path as people say it: targets[0].model; empty for the whole value. */
export function dotted(path: Path): string {
  const text = path.map((part) => {
    if (typeof part === 'number') return `[${part}]`;
    return /^[\w-]+$/.test(part) ? `.${part}` : `["${part}"]`;
  });
  return text.join('').replace(/^\./, '');
}

/** Whether a path leads to a place or to something within it. */
export function isWithin(path: Path, place: Path): boolean {
  return place.every((part, index) => path[index] === part);
}

/** The part of a value that a path leads to, or undefined. Inherited properties are not there. */
export function valueAt(value: unknown, path: Path): unknown {
  let here: unknown = value;
  for (const part of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, part)) return undefined;
    here = Object.getOwnPropertyDescriptor(here, part)?.value;
  }
  return here;
}
