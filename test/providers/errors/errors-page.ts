import { ERROR_KINDS, RETRY_RULES, type ErrorKind } from '../../../src/contract/errors/error-kind.ts';
import { PHRASES } from '../../../src/providers/errors/match-text.ts';

/** Markdown in which people find an error by its message: what is said, by whom, what it is called here, whether to retry. */
export function renderErrorsPage(): string {
  const read = PHRASES.filter(({ phrase }) => phrase.unread !== true).length;
  return [
    '# What providers say, and what it means',
    '',
    'Made from the tables in `src/providers/errors/phrases/`: run the tests with `-u` after a change. Look for a part of your message; numbers, names and case do not matter. Where a status or a code says more than the words, `llama-contract classify --explain` tells which was believed.',
    '',
    `A _source_ is where the words were read: so were ${read} of these ${PHRASES.length}. Where it says _about_, they were not: the link leads to those who say them.`,
    '',
    ...ERROR_KINDS.flatMap(sectionFor),
  ].join('\n');
}

function sectionFor(kind: ErrorKind): readonly string[] {
  const rows = PHRASES.filter((ranked) => ranked.kind === kind);
  if (rows.length === 0) return [];
  return [
    `## \`${kind}\``,
    '',
    advice(kind),
    '',
    ...rows.map(({ phrase }) => {
      const differs = phrase.retryable === undefined || phrase.retryable === RETRY_RULES[kind].retryable;
      return `- ${code(phrase.seen)} (${phrase.who}, [${phrase.unread === true ? 'about' : 'source'}](${phrase.source}))${differs ? '' : ': not to be retried'}`;
    }),
    '',
  ];
}

function advice(kind: ErrorKind): string {
  const { retryable, maxRetries, delayFactor } = RETRY_RULES[kind];
  if (!retryable) return 'Not to be retried: the same request gets the same answer.';
  if (maxRetries !== null) return `To be retried ${maxRetries === 1 ? 'once' : `${maxRetries} times`}.`;
  return delayFactor > 1 ? 'To be retried, after a longer delay.' : 'To be retried.';
}

function code(text: string): string {
  if (!text.includes('`')) return `\`${text}\``;
  return /^`|`$/.test(text) ? `\`\` ${text} \`\`` : `\`\`${text}\`\``;
}
