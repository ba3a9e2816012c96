/** A whole good suite. */
export const GOOD = `archetype: extraction
prompts:
  - id: one
    messages:
      - role: user
        content: Say hello.
    maxOutputTokens: 10
`;

/** A suite of one prompt with these lines in place of its messages and cap. */
export function suite(lines: string): string {
  return `archetype: extraction
tools:
  find:
    description: Finds things.
    parameters: { type: object }
prompts:
  - id: one
${lines
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
`;
}

/** The rest of a prompt that is good. */
export const USER = 'messages: [{ role: user, content: Answer in JSON. }]\nmaxOutputTokens: 10';

/** What is wrong, the file, and everything that is said of it. */
export const BAD_SUITES: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'broken YAML',
    'archetype: x\nprompts: [',
    [
      'suites/s.yaml:2:11 broken YAML: Flow sequence in block collection must be sufficiently indented and end with a ] | close the list with ]',
    ],
  ],
  [
    'a key twice',
    `${GOOD}archetype: other\n`,
    ['suites/s.yaml:8:1 broken YAML: Map keys must be unique | keep one of them; the first is in line 1'],
  ],
  [
    'an unknown key with a near one',
    suite(`${USER}\nmaxOutputToken: 5`),
    ['suites/s.yaml:10:5 unknown key "maxOutputToken" in prompts[0] | did you mean "maxOutputTokens"?'],
  ],
  [
    'an unknown key without a near one',
    suite(`${USER}\nfrobnicate: 5`),
    [
      'suites/s.yaml:10:5 unknown key "frobnicate" in prompts[0] | known: id, note, tags, messages, output, tools, toolChoice, maxOutputTokens, temperature, topP, seed, stop, comparators, facts, notFacts, sentinels, ...',
    ],
  ],
  [
    'an unknown key in a message',
    suite('messages: [{ role: user, contents: hi }]\nmaxOutputTokens: 1'),
    ['suites/s.yaml:8:30 unknown key "contents" in prompts[0].messages[0] | did you mean "content"?'],
  ],
  [
    'a missing key',
    'archetype: extraction\n',
    ['suites/s.yaml:1:1 prompts is missing | add prompts: a list'],
  ],
  [
    'a prompt without an id',
    'archetype: x\nprompts:\n  - messages: [{ role: user, content: hi }]\n',
    ['suites/s.yaml:3:5 prompts[0].id is missing | add id (Unique over all suites.)'],
  ],
  [
    'a wrong kind',
    suite('messages: hello\nmaxOutputTokens: "10"'),
    [
      'suites/s.yaml:8:15 prompts[0].messages must be a list, not text',
      'suites/s.yaml:9:22 prompts[0].maxOutputTokens must be a number, not text | write it without quotes',
    ],
  ],
  [
    'an unknown role',
    suite('messages: [{ role: usr, content: hi }]'),
    [
      'suites/s.yaml:8:24 prompts[0].messages[0].role must be one of system, user, assistant, tool | did you mean "user"?',
    ],
  ],
  [
    'a message without a role',
    suite('messages: [{ content: hi }]'),
    [
      'suites/s.yaml:8:16 prompts[0].messages[0].role is missing | add role: one of system, user, assistant, tool',
    ],
  ],
  [
    'content of a wrong kind',
    suite('messages: [{ role: user, content: 7 }]'),
    ['suites/s.yaml:8:39 prompts[0].messages[0].content must be text or a list, not a number'],
  ],
  [
    'a content item with two things',
    suite('messages: [{ role: user, content: [{ text: a, image: b }] }]'),
    [
      'suites/s.yaml:8:40 prompts[0].messages[0].content[0] needs exactly one of text, image, document or generate',
    ],
  ],
  [
    'a document of a kind that nobody writes, too long, with a fact below its end',
    suite(
      'messages:\n  - role: user\n    content:\n      - generate: { kind: log-enn, seed: 1, tokens: 900000, facts: [{ at: 120, text: x }] }',
    ),
    [
      'suites/s.yaml:11:31 prompts[0].messages[0].content[0].generate.kind must be one of log-en, log-de, minutes-en, minutes-fr, contract-en, contract-es, tickets-en, tickets-ar, chat-en | did you mean "log-en"?',
      'suites/s.yaml:11:57 prompts[0].messages[0].content[0].generate.tokens must be at most 200000 | How long it is, estimated as input tokens are, to within its last entry; facts that do not fit are refused.',
      'suites/s.yaml:11:79 prompts[0].messages[0].content[0].generate.facts[0].at must be at most 100 | How deep in the document it stands, in per cent: 0 is its first entry, 100 its last.',
    ],
  ],
  [
    'a document to generate without facts',
    suite('messages: [{ role: user, content: [{ generate: { kind: log-en, seed: 1, tokens: 900 } }] }]'),
    [
      'suites/s.yaml:8:42 prompts[0].messages[0].content[0].generate.facts is missing | add facts (What is planted in it.)',
    ],
  ],
  [
    'an image in a system message',
    suite('messages: [{ role: system, content: [{ image: b }] }, { role: user, content: hi }]'),
    ['suites/s.yaml:8:44 the key "image" cannot stand in prompts[0].messages[0].content[0]'],
  ],
  [
    'an unknown tool choice',
    suite(`${USER}\ntools: [find]\ntoolChoice: always`),
    ['suites/s.yaml:11:17 prompts[0].toolChoice must be one of auto, none, required or a map of keys'],
  ],
  [
    'a tool choice without tools',
    suite(`${USER}\ntoolChoice: auto`),
    ['suites/s.yaml:10:17 toolChoice without tools | add tools or remove toolChoice'],
  ],
  [
    'a named tool that is not offered',
    suite(`${USER}\ntools: [find]\ntoolChoice: { name: fnid }`),
    ['suites/s.yaml:11:25 this prompt offers no tool "fnid" | did you mean "find"?'],
  ],
  [
    'a tool that the suite lacks',
    suite(`${USER}\ntools: [fnd]`),
    ['suites/s.yaml:10:13 this suite has no tool "fnd" | did you mean "find"?'],
  ],
  [
    'numbers out of range',
    suite(`${USER}\ntemperature: 3\ntopP: 0\nseed: 1.5\nstop: []`),
    [
      'suites/s.yaml:10:18 prompts[0].temperature must be at most 2',
      'suites/s.yaml:11:11 prompts[0].topP must be greater than 0',
      'suites/s.yaml:12:11 prompts[0].seed must be a whole number, not 1.5',
      'suites/s.yaml:13:11 prompts[0].stop must not be empty',
    ],
  ],
  [
    'a bad id',
    GOOD.replace('id: one', 'id: One_Two'),
    ['suites/s.yaml:3:9 prompts[0].id must be lower-case words joined by hyphens | Unique over all suites.'],
  ],
  [
    'the prefix of another suite',
    GOOD.replace('id: one', 'id: other/one'),
    ['suites/s.yaml:3:9 id "other/one" does not begin with its suite\'s name | write s/one'],
  ],
  [
    'a bad comparator',
    suite(`${USER}\ncomparators: { total: exact, /a: exakt }`),
    [
      'suites/s.yaml:10:20 the name "total" must be a JSON pointer, as /a/*/b | rename it',
      'suites/s.yaml:10:38 prompts[0].comparators["/a"] must be one of structure, exact, type, ignore, contains, length, set, ordered or a map of keys | did you mean "exact"?',
    ],
  ],
  [
    'a conversation that begins with the assistant',
    suite('messages: [{ role: assistant, content: hi }, { role: user, content: hi }]'),
    ['suites/s.yaml:8:24 a conversation cannot begin with role assistant | begin with system or user'],
  ],
  [
    'a conversation that ends with the assistant',
    suite('messages: [{ role: user, content: hi }, { role: assistant, content: hi }]'),
    [
      'suites/s.yaml:8:53 a conversation cannot end with role assistant | end with the user message or tool result that is to be answered',
    ],
  ],
  [
    'two user messages in a row',
    suite('messages: [{ role: user, content: hi }, { role: user, content: ho }]'),
    ['suites/s.yaml:8:53 role user cannot follow role user | after user write assistant'],
  ],
  [
    'a tool result without its call',
    suite(
      'tools: [find]\nmessages:\n  - { role: user, content: hi }\n  - { role: assistant, toolCalls: [{ id: call_1, name: find, arguments: {} }] }\n  - { role: tool, toolCallId: call_2, content: found }',
    ),
    [
      'suites/s.yaml:11:46 tool call "call_1" has no result | add a tool message with toolCallId: call_1',
      'suites/s.yaml:12:35 no open tool call "call_2" before this result | open calls: call_1',
    ],
  ],
  [
    'a call of a tool that is not offered',
    suite(
      'messages:\n  - { role: user, content: hi }\n  - { role: assistant, toolCalls: [{ id: call_1, name: find, arguments: {} }] }\n  - { role: tool, toolCallId: call_1, content: found }',
    ),
    ['suites/s.yaml:10:60 this prompt offers no tool "find" | add find to the tools of this prompt'],
  ],
  [
    'a missing image',
    suite('messages: [{ role: user, content: [{ image: fixtures/none.png }] }]'),
    ['suites/s.yaml:8:49 fixtures/none.png: there is no such file | paths are read from the project root'],
  ],
  [
    'a path out of the project',
    suite('messages: [{ role: user, content: [{ document: ../secret.txt }] }]'),
    ['suites/s.yaml:8:52 ../secret.txt: leaves the project | name a path from the project root'],
  ],
  [
    'a missing schema',
    suite(`${USER}\noutput: { schema: suites/schemas/none.json }`),
    [
      'suites/s.yaml:10:23 suites/schemas/none.json: there is no such file | paths are read from the project root',
    ],
  ],
  [
    'an alias that does not exist',
    'archetype: x\nprompts: *nothing\n',
    [
      'suites/s.yaml:2:10 broken YAML: Unresolved alias (the anchor must be set before the alias): nothing | put the whole text in quotes, or set the anchor before',
    ],
  ],
];
