import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { ToolPiece } from '../../../src/providers/chat-completion/read-message.ts';
import { createToolSlots } from '../../../src/providers/chat-completion/tool-slots.ts';

const piece = (index: number | null, id: string | null, name: string | null): ToolPiece => ({
  index,
  id,
  name,
  arguments: '',
});
const indexes = (...pieces: readonly ToolPiece[]): number[] => {
  const slots = createToolSlots(() => undefined);
  return pieces.map((each) => slots.take(each).index);
};

/** The arguments that each call ends up with. */
const argumentsOf = (pieces: readonly Partial<ToolPiece>[], onSnapshot = () => undefined): string[] => {
  const slots = createToolSlots(onSnapshot);
  const calls: string[] = [];
  for (const each of pieces) {
    const { index, arguments: text } = slots.take({
      index: null,
      id: null,
      name: null,
      arguments: '',
      ...each,
    });
    calls[index] = (calls[index] ?? '') + text;
  }
  return calls;
};

describe('the slot of a tool piece', () => {
  it.each([
    [
      'is that of its index',
      [piece(0, 'a', 'x'), piece(1, 'b', 'y'), piece(0, null, null), piece(1, null, null)],
      [0, 1, 0, 1],
    ],
    [
      'counts from the first call, whatever its index',
      [piece(3, 'a', 'x'), piece(7, 'b', 'y'), piece(3, null, null)],
      [0, 1, 0],
    ],
    [
      'is new where a new id comes with a name under an old index',
      [piece(0, 'a', 'x'), piece(0, null, null), piece(0, 'b', 'x'), piece(0, null, null)],
      [0, 0, 1, 1],
    ],
    ['stays where the same id and name come again', [piece(0, 'a', 'x'), piece(0, 'a', 'x')], [0, 0]],
    [
      'stays where a server gives each piece an id of its own, but no name',
      [piece(0, 'a', 'x'), piece(0, 'b', null)],
      [0, 0],
    ],
    [
      'is new without an index where a new id comes',
      [piece(null, 'a', 'x'), piece(null, null, null), piece(null, 'b', 'x')],
      [0, 0, 1],
    ],
    [
      'is new without index and id where a name comes again',
      [piece(null, null, 'x'), piece(null, null, null), piece(null, null, 'x')],
      [0, 0, 1],
    ],
    [
      'is new without index and id where another name comes',
      [piece(null, 'a', 'x'), piece(null, null, 'y')],
      [0, 1],
    ],
    [
      'stays without index where the name of a call with an id is repeated',
      [piece(null, 'a', 'x'), piece(null, null, 'x')],
      [0, 0],
    ],
    [
      'is the last one without anything to go by',
      [piece(0, 'a', 'x'), piece(1, 'b', 'y'), piece(null, null, null)],
      [0, 1, 1],
    ],
  ])('%s', (_name, pieces, expected) => {
    expect(indexes(...pieces)).toEqual(expected);
  });

  it.each([
    [
      'is that of its id, whatever its index',
      [
        { index: 0, id: 'a', name: 'x', arguments: '{"a":' },
        { index: 1, id: 'b', name: 'y', arguments: '{}' },
        { index: 1, id: 'a', arguments: '1}' },
      ],
      ['{"a":1}', '{}'],
    ],
    [
      'is that of a head which came under the index of another call, for pieces under its own',
      [
        { index: 0, id: 'a', name: 'x', arguments: '{"a":1}' },
        { index: 0, id: 'b', name: 'y' },
        { index: 1, arguments: '{"b":2}' },
      ],
      ['{"a":1}', '{"b":2}'],
    ],
    [
      'stays for pieces that each name their call and have an id of their own, until one begins another',
      [
        { index: 0, id: 'a', name: 'x', arguments: '{"a":' },
        { index: 0, id: 'b', name: 'x', arguments: '1' },
        { index: 0, id: 'c', name: 'x', arguments: '}' },
        { index: 0, id: 'd', name: 'x', arguments: '{"a":2}' },
      ],
      ['{"a":1}', '{"a":2}'],
    ],
    ...[
      ['null', 'null'],
      ['[1]', '[2]'],
      ['print(1)', 'print(2)'],
    ].map(([first = '', second = '']): [string, readonly Partial<ToolPiece>[], readonly string[]] => [
      `is new where an id comes under the index of a call whose arguments are ${first}`,
      [
        { index: 0, id: 'a', name: 'x', arguments: first },
        { index: 0, id: 'b', name: 'x', arguments: second },
      ],
      [first, second],
    ]),
    [
      'is new for a whole call under the index of another whole one, though neither has an id',
      [
        { index: 0, name: 'x', arguments: '{"a":1}' },
        { index: 0, name: 'x', arguments: '{"a":2}' },
      ],
      ['{"a":1}', '{"a":2}'],
    ],
    [
      'stays for a piece that names its call again',
      [
        { name: 'x', arguments: '{"a":' },
        { name: 'x', arguments: '1}' },
      ],
      ['{"a":1}'],
    ],
    [
      'goes on with a piece that says again what came, where that may be the name of a field',
      [
        { index: 0, id: 'a', name: 'x', arguments: '{"' },
        { index: 0, arguments: '{"' },
        { index: 0, arguments: ':1}' },
      ],
      ['{"{":1}'],
    ],
    [
      'takes a call that is said again at its end for one',
      [
        { index: 0, id: 'a', name: 'x', arguments: '{"a":' },
        { index: 0, arguments: '1}' },
        { index: 0, id: 'a', name: 'x', arguments: '{"a":1}' },
      ],
      ['{"a":1}'],
    ],
  ])('%s', (_name, pieces, expected) => {
    expect(argumentsOf(pieces)).toEqual(expected);
  });

  it('has its arguments once where each piece says all of them so far, which is told', () => {
    const whole = '{"city":"Oslo","days":[1,2]}';
    for (const ends of [
      [1, 5, 9],
      [2, 6],
      [4, 4, 12, 12],
      [9, 16, 25],
    ]) {
      const texts = [...ends, whole.length, whole.length].map((end) => whole.slice(0, end));
      const onSnapshot = vi.fn<() => undefined>();
      expect(
        argumentsOf(
          texts.map((text) => ({ index: 0, id: 'a', name: 'f', arguments: text })),
          onSnapshot,
        ),
      ).toEqual([whole]);
      expect(onSnapshot).toHaveBeenCalledTimes(1);
    }
  });

  it('has its arguments as they are, wherever pieces of them end', () => {
    const odd = fc.constantFrom('{', '{"', ':', ',', '{"a":', '"', '\\');
    const tree = fc.letrec((tie) => ({
      value: fc.oneof(fc.integer(), odd, fc.array(tie('value'), { maxLength: 2 }), tie('object')),
      object: fc.dictionary(fc.oneof(odd, fc.constantFrom('a', 'b')), tie('value'), { maxKeys: 2 }),
    })).object;
    fc.assert(
      fc.property(tree, fc.array(fc.nat({ max: 60 })), fc.constantFrom(null, 1), (value, at, indent) => {
        const onSnapshot = vi.fn<() => undefined>();
        const text = JSON.stringify(value, null, indent ?? undefined);
        const ends = [
          ...at.filter((end) => end > 0 && end < text.length).toSorted((a, b) => a - b),
          text.length,
        ];
        const pieces = ends.map((end, nth) => ({ index: 0, arguments: text.slice(ends[nth - 1] ?? 0, end) }));
        expect(
          argumentsOf(
            pieces.filter((each) => each.arguments !== ''),
            onSnapshot,
          ),
        ).toEqual([text]);
        expect(onSnapshot).not.toHaveBeenCalled();
      }),
      { numRuns: 500 },
    );
  });

  it('tells id and name once, and late where they come late', () => {
    const slots = createToolSlots(() => undefined);
    expect(slots.take(piece(0, null, null))).toMatchObject({ index: 0, id: null, name: null });
    expect(slots.take(piece(0, 'a', 'x'))).toMatchObject({ index: 0, id: 'a', name: 'x' });
    expect(slots.take(piece(0, 'a', 'x'))).toMatchObject({ index: 0, id: null, name: null });
  });
});
