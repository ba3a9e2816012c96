import { isJsonArray, isJsonObject } from '../../json/json-value.ts';
import { show, type Alteration, type AlterationClass } from './alteration.ts';
import type { Subject } from './subject.ts';

const STATEMENT = /^\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE|ALTER|CREATE)\b/i;
const CONDITION = /\s+(?:AND|WHERE|HAVING)\s+[^\n]*?(?=\s+(?:AND|GROUP|ORDER|HAVING|LIMIT)\b|;|\n|$)/g;

/** A statement of SQL, in whose place another one runs. */
function* changeStatements(subject: Subject): Generator<Alteration> {
  for (const { at, text, withText } of subject.passages) {
    if (!STATEMENT.test(text)) continue;
    const bare = text.trimEnd().replace(/;$/, '');
    const others: readonly (readonly [what: string, text: string])[] = [
      ['SELECT 1 stands for it', 'SELECT 1;'],
      ['a second statement follows', `${bare}; DELETE FROM ops.orders;`],
      ['DROP TABLE stands for it', 'DROP TABLE ops.orders;'],
      ['a lock on the table comes first', `LOCK TABLE ops.orders IN ACCESS EXCLUSIVE MODE; ${bare};`],
      ['a comment ends it early', text.replace(/\bWHERE\b/, '-- WHERE')],
      ...[...text.matchAll(CONDITION)].map(({ index, 0: condition }): readonly [string, string] => [
        `${show(condition.trim())} is left out`,
        text.slice(0, index) + text.slice(index + condition.length),
      ]),
      ...literalsOf(subject).map(([name, value]): readonly [string, string] => [
        `${name} is pasted in`,
        text.replaceAll(name, `'${value}'`),
      ]),
    ];
    for (const [what, changed] of others) {
      if (changed !== text) yield { at, what, answer: () => withText(changed) };
    }
  }
}

/** Parameters by name, with the values that are given for them. */
function literalsOf({ places }: Subject): readonly (readonly [name: string, value: string])[] {
  return places.flatMap(({ value }) =>
    isJsonArray(value)
      ? value.flatMap((item): readonly (readonly [string, string])[] => {
          if (!isJsonObject(item)) return [];
          const { name, example } = item;
          return typeof name === 'string' && typeof example === 'string' ? [[name, example]] : [];
        })
      : [],
  );
}

export const STATEMENT_CLASSES: readonly AlterationClass[] = [
  {
    name: 'statement/another',
    kind: 'value',
    isRare: true,
    means: 'another statement of SQL: a condition less, one more after it, a value pasted in',
    alter: changeStatements,
  },
];
