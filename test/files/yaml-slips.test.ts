import { describe, expect, it } from 'vitest';
import { openYaml } from '../../src/files/open-yaml.ts';

const SOUND = `archetype: notes
prompts:
  - id: one
    messages:
      - role: user
        content: Say hello.
    maxOutputTokens: 10
  - id: two
    messages:
      - role: user
        content: Say goodbye.
    maxOutputTokens: 10
`;

async function problemsIn(text: string, file = 's.yaml'): Promise<readonly string[]> {
  const opened = await openYaml(file, 'the suite', text);
  if ('source' in opened) return [];
  return opened.problems.map(
    ({ line, column, message, mend }) => `${line}:${column} ${message}${mend === null ? '' : ` | ${mend}`}`,
  );
}

/** A slip of the hand in SOUND: what stands there, what was written instead, and the one thing to say of it. */
const SLIPS: readonly (readonly [string, string, string, string])[] = [
  [
    'a quote that is not closed',
    'Say hello.',
    '"Say hello.',
    '6:18 broken YAML: Missing closing "quote | close the quote that opens here',
  ],
  [
    'a tag that nobody knows',
    'content: Say hello.',
    'content: !env GREETING',
    '6:18 broken YAML: nothing here reads the tag !env | leave it out: a tag changes no value here',
  ],
  [
    'a tag of YAML that its core schema lacks',
    'maxOutputTokens: 10\n  - id: two',
    'maxOutputTokens: !!foo 10\n  - id: two',
    '7:22 broken YAML: nothing here reads the tag !!foo | leave it out: a tag changes no value here',
  ],
  [
    'a quote within quotes',
    'Say hello.',
    '"Say "hello" now"',
    '6:24 broken YAML: Unexpected scalar at node end | put the whole text in quotes, other ones than it holds',
  ],
  [
    'a tab',
    '        content: Say hello.',
    '\tcontent: Say hello.',
    '6:1 broken YAML: Tabs are not allowed as indentation | indent with spaces',
  ],
  [
    'a tab after spaces',
    '        content: Say hello.',
    '      \tcontent: Say hello.',
    '6:1 broken YAML: Tabs are not allowed as indentation | indent with spaces',
  ],
  [
    'a key twice',
    '    maxOutputTokens: 10\n  - id: two',
    '    maxOutputTokens: 10\n    maxOutputTokens: 11\n  - id: two',
    '8:5 broken YAML: Map keys must be unique | keep one of them; the first is in line 7',
  ],
  [
    'a colon without its space',
    'content: Say hello.',
    'content:Say hello.',
    '6:9 broken YAML: Implicit map keys need to be followed by map values | write a colon and a space after the key',
  ],
  [
    'a colon in a text',
    'Say hello.',
    'Say: hello.',
    '6:18 broken YAML: Nested mappings are not allowed in compact mappings | put a text that holds a colon in quotes; begin a map on a line of its own',
  ],
  [
    'a list that is not closed',
    'Say hello.',
    '[hello',
    '7:5 broken YAML: Flow sequence in block collection must be sufficiently indented and end with a ] | close the list with ]',
  ],
  [
    'a bracket too many',
    'Say hello.',
    '[hello]]',
    '6:25 broken YAML: Unexpected flow-seq-end token in YAML stream: "]"',
  ],
  [
    'a line that is indented too far',
    '    maxOutputTokens: 10\n  - id: two',
    '     maxOutputTokens: 10\n  - id: two',
    '7:1 broken YAML: All mapping items must start at the same column | indent this line as its neighbours are',
  ],
  [
    'a dash without its space',
    '- id: one',
    '-id: one',
    '3:8 broken YAML: Nested mappings are not allowed in compact mappings | write a space after the dash',
  ],
  [
    'a text that begins with @',
    'Say hello.',
    '@hello',
    '6:18 broken YAML: Plain value cannot start with reserved character @ | put the whole text in quotes',
  ],
  [
    'a path of Windows',
    'Say hello.',
    String.raw`"C:\windows"`,
    String.raw`6:21 broken YAML: Invalid escape sequence \w | write \\ for one backslash, or use single quotes`,
  ],
  [
    'a star for emphasis',
    'Say hello.',
    '*hello*',
    '6:18 broken YAML: Unresolved alias (the anchor must be set before the alias): hello* | put the whole text in quotes, or set the anchor before',
  ],
];

describe('one slip in YAML is one problem, at its place, with its mend', () => {
  it.each(SLIPS)('%s', async (_what, right, wrong, says) => {
    const text = SOUND.replace(right, wrong);
    expect(text).not.toBe(SOUND);
    expect(await problemsIn(text)).toEqual([says]);
  });

  it('and without a slip there is none', async () => {
    expect(await problemsIn(SOUND)).toEqual([]);
  });
});

describe('several slips', () => {
  it('that do not upset what follows are told together', async () => {
    const text = SOUND.replace('Say hello.', '"a" b')
      .replace('Say goodbye.', '"c" d')
      .concat('archetype: again\n');
    expect((await problemsIn(text)).map((line) => line.split(' ')[0])).toEqual(['6:22', '11:22', '13:1']);
  });

  it('after one that does upset it are left for the next reading', async () => {
    const text = SOUND.replace('content: Say hello.', 'content Say hello.').concat('archetype: again\n');
    expect((await problemsIn(text)).map((line) => line.split(' ')[0])).toEqual(['6:9']);
  });
});

describe('a file without a value', () => {
  it.each([
    ['s.yaml', 'a: &a\n  b: *a\n', '2:6 broken YAML: an alias stands within itself'],
    [
      's.yaml',
      'a: &a x\nb: *a\nc: *d\n',
      '3:4 broken YAML: Unresolved alias (the anchor must be set before the alias): d',
    ],
    ['s.yaml', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, '1:1 broken YAML: it nests too deep'],
    ['s.json', '{"a": 1 "b": 2}', '1:9 broken JSON: a comma or a closing bracket is expected'],
  ])('%s: %.30s', async (file, text, says) => {
    const problems = await problemsIn(text, file);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.startsWith(says)).toBe(true);
  });
});

it('a CR alone ends a line of YAML, also of one that begins with a comment', async () => {
  const text = `# Notes.\n${SOUND}`.replaceAll('\n', '\r');
  const opened = await openYaml('s.yaml', 'the suite', text);
  expect('source' in opened && opened.source.value).toHaveProperty('prompts.1.id', 'two');
  expect(await problemsIn(text.replace('Say hello.', '[hello]]'))).toEqual([
    '7:25 broken YAML: Unexpected flow-seq-end token in YAML stream: "]"',
  ]);
});
