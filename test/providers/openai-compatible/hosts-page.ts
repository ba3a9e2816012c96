import { isDeepStrictEqual } from 'node:util';
import { SERVERS } from '../../../src/providers/openai-compatible/dialects.ts';
import {
  FAMILY,
  type Fact,
  type KnownServer,
} from '../../../src/providers/openai-compatible/servers/known-server.ts';
import type { Oddity } from '../../../src/simulator/face.ts';
import { OPENAI_FACES } from '../../../src/simulator/openai/faces.ts';

/** Markdown in which people find what one server does otherwise than the others: its row, what is known, what is open. */
export function renderHostsPage(): string {
  return [
    '# Servers and hosts, and what each does differently',
    '',
    'Made from the rows in `src/providers/openai-compatible/servers/` and `src/simulator/openai/`: run the tests with `-u` after a change. A target names one of them as `server:`; what its row says can be overridden in a row of your own that `extends` it, and what stands under "Not settled" should be. A date is the day on which a source said so; a month alone is when it was last read.',
    '',
    ...Object.entries(SERVERS).flatMap(([name, server]) => sectionFor(name, server)),
  ].join('\n');
}

function sectionFor(name: string, server: KnownServer): readonly string[] {
  const { title, dialect, facts, open } = server;
  const oddities = Object.entries(OPENAI_FACES[name]?.oddities ?? {});
  return [
    `## \`${name}\`: ${title}`,
    '',
    `Requests go to \`${dialect.baseUrl ?? '<baseUrl>'}${dialect.basePath}/chat/completions\`.`,
    '',
    ...list('', facts.map(factLine)),
    ...list(
      'Its row, where it differs from the others:',
      rowOf(server).map(([field, value]) => `\`${field}\`: \`${JSON.stringify(value)}\``),
    ),
    ...list(
      'Not settled, so nothing is promised and configuration decides:',
      Object.entries(open).map(([field, why]) => `\`${field}\`: ${why}`),
    ),
    ...list(
      'Faults of its own that the simulator plants, as `{"wire": "oddity", "value": "…"}`:',
      oddities.map(oddityLine),
    ),
  ];
}

function list(head: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [...(head === '' ? [] : [head, '']), ...lines.map((line) => `- ${line}`), ''];
}

function factLine({ says, source, asOf }: Fact): string {
  return `${says} ([source](${source}), ${asOf})`;
}

function oddityLine([name, { says, source, asOf, modes }]: readonly [string, Oddity]): string {
  const [mode] = modes;
  const only = modes.length === 1 ? `, in mode ${mode} alone` : '';
  return `\`${name}\`${only}: ${says} ([source](${source}), ${asOf})`;
}

/** Said elsewhere on the page. */
const APART = new Set(['baseUrl', 'basePath', 'capabilities']);

/** The fields of a row that are not the family's, capabilities one by one. */
function rowOf({ dialect }: KnownServer): readonly (readonly [string, unknown])[] {
  const capabilities = differing(dialect.capabilities, FAMILY.capabilities);
  return [
    ...differing(dialect, FAMILY).filter(([field]) => !APART.has(field)),
    ...capabilities.map(([field, value]) => [`capabilities.${field}`, value] as const),
  ];
}

function differing(own: object, common: object): readonly (readonly [string, unknown])[] {
  const usual = new Map<string, unknown>(Object.entries(common));
  return Object.entries(own).filter(([key, value]) => !isDeepStrictEqual(value, usual.get(key)));
}
