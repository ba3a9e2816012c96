import { describe, expect, it } from 'vitest';
import { growth, MOST_GROWTH } from '../../growth.ts';
import { collectEvidence } from '../../../src/providers/errors/collect-evidence.ts';
import { callPhrases } from '../../../src/providers/errors/call-phrases.ts';
import { idOf, PHRASES, ruleOf, TIERS, type RankedPhrase } from '../../../src/providers/errors/match-text.ts';
import { requiredWords } from '../../../src/providers/errors/phrases/required-words.ts';
import type { Candidate } from '../../../src/providers/errors/candidate.ts';
import { rankCandidates } from '../../../src/providers/errors/rank-candidates.ts';
import { POSTED, POSTED_BEHIND, POSTED_PUBLICLY } from './posted.ts';

const named = PHRASES.map((ranked) => [idOf(ranked), ranked] as const);

/** Every candidate for a text that came as the body of a response. */
function candidatesFor(
  body: string,
  { phrase }: RankedPhrase,
  status: number | null = phrase.status ?? null,
): readonly Candidate[] {
  const { evidence } = collectEvidence(null, { headers: {}, body, phase: 'http', status });
  const candidates: Candidate[] = [];
  rankCandidates(evidence, { aborted: null, phase: 'http', status }, null, (heard) => {
    candidates.push(heard);
    return false;
  });
  return candidates;
}

/** What would be guessed where no phrase says what happened. */
const HINTED: ReadonlySet<string> = new Set(PHRASES.slice(TIERS.hint.from).map(ruleOf));

/** What gateways put on the words of others: the grammar of last resort is heard after both. */
const GATEWAYS = [400, 502];

describe.each(named)('the phrase %s', (_id, ranked) => {
  const { phrase, kind } = ranked;

  it('decides the text that somebody got', () => {
    expect(phrase.seen).toMatch(phrase.pattern);
    expect(candidatesFor(phrase.seen, ranked)[0]).toMatchObject({
      rule: ruleOf(ranked),
      kind,
      source: phrase.unread === true ? null : phrase.source,
    });
  });

  it('is needed for it, as it came or in the hands of a gateway', () => {
    const isSure = ranked.tier !== 'hint';
    const statuses = phrase.status === undefined ? [null, ...GATEWAYS] : [phrase.status];
    const differing = statuses.filter((status) => {
      const [decided, ...others] = candidatesFor(phrase.seen, ranked, status);
      const without = others.find(({ rule }) => rule !== ruleOf(ranked) && (!isSure || !HINTED.has(rule)));
      return (
        decided?.rule === ruleOf(ranked) &&
        (without?.kind !== decided.kind || without.retryable !== decided.retryable)
      );
    });
    expect(differing).not.toEqual([]);
  });
});

describe('phrases', () => {
  it('have a name each', () => {
    expect(new Set(named.map(([id]) => id)).size).toBe(PHRASES.length);
  });

  it('are short', () => {
    const lengths = PHRASES.map(({ phrase }) => phrase.pattern.source.length).toSorted((a, b) => a - b);
    expect(lengths.at(-1)).toBeLessThanOrEqual(205);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(45);
  });

  it('say where they were read, and ignore case', () => {
    for (const { phrase } of PHRASES) {
      expect(phrase.source).toMatch(/^https:\/\/\S+$/);
      expect(phrase.who).not.toBe('');
      expect(phrase.pattern.flags).toBe('i');
    }
  });
});

function decidedBy(body: string, status: number | null = null): string | undefined {
  const { evidence } = collectEvidence(null, { headers: {}, body, phase: 'http', status });
  const rules: string[] = [];
  rankCandidates(
    evidence,
    { aborted: null, phase: 'http', status },
    null,
    ({ rule }) => rules.push(rule) > 0,
  );
  return rules[0];
}

describe('a hint', () => {
  const network = PHRASES.find(({ tier, kind }) => tier === 'hint' && kind === 'connection');

  it('is a word that begins where one begins', () => {
    expect(network?.phrase.pattern.test('The subnetwork hums')).toBe(true);
    expect(decidedBy('The subnetwork hums')).toBeUndefined();
    expect(decidedBy('The network hums')).toBe('hint/connection/connector');
  });

  it('is heard after every status, and in the names of errors', () => {
    expect(decidedBy('The network hums', 404)).toBe('status/404');
    expect(decidedBy('HummingDnsError: x y')).toBe('hint/connection/connector');
  });

  it('is no error that is only called an error', () => {
    expect(decidedBy('{"object":"error"}')).toBeUndefined();
    expect(decidedBy('HummingError: x y')).toBeUndefined();
  });
});

/** A letter for a letter, a digit for a digit, so that what is a number or a name stays one. */
const otherDigits = (text: string): string =>
  text.replaceAll(/\d/g, (digit) => String(((Number(digit) + 3) % 9) + 1));
const otherNames = (text: string): string =>
  text.replaceAll(/(['"`])([\w./:@-]{3,80})\1/g, (_, quote: string) => `${quote}acme/other-one${quote}`);

/** Outside of what the phrase matches, for numbers and names that it knows are part of it. */
function around(vary: (text: string) => string): (text: string, ranked: RankedPhrase) => string {
  return (text, { phrase }) => {
    const match = phrase.pattern.exec(text);
    if (match === null) return text;
    const end = match.index + match[0].length;
    return vary(text.slice(0, match.index)) + match[0] + vary(text.slice(end));
  };
}

/** As the panels of terminal programs have it: at most 60 characters a line, between two bars. */
function framed(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 60) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return ['╭─ Error ─╮', ...lines.map((line) => `│ ${line.padEnd(60)} │`), '╰─────────╯'].join('\n');
}

/** As people have it before them: with other numbers and names, in other hands, cut where a log was cut. */
const VARIED: Readonly<Record<string, (text: string, ranked: RankedPhrase) => string>> = {
  'in upper case': (text) => text.toUpperCase(),
  'in lower case': (text) => text.toLowerCase(),
  'with other numbers around': around(otherDigits),
  'with other names around': around(otherNames),
  'wrapped by a terminal': (text) => text.replaceAll(' ', '\n   '),
  'in the frame of a terminal': framed,
  'in an envelope': (text) => JSON.stringify({ error: { message: text } }),
  'in an envelope of an envelope': (text) =>
    JSON.stringify({ error: { message: JSON.stringify({ error: text }) } }),
  'in a sentence': (text) => `The call did not go well - ${text}`,
  'cut after it': (text, { phrase }) => {
    const match = phrase.pattern.exec(text);
    const end = (match?.index ?? 0) + (match?.[0].length ?? 0);
    return text.slice(
      0,
      end + (/\w/.test(text[end - 1] ?? '') ? (/^\w*/.exec(text.slice(end))?.[0].length ?? 0) : 0),
    );
  },
};

describe.each(Object.entries(VARIED))('a text %s', (_, vary) => {
  it('is decided as it was', () => {
    const wrong = named.flatMap(([id, ranked]) => {
      const varied = vary(ranked.phrase.seen, ranked);
      const [decided] = candidatesFor(varied, ranked);
      return decided?.kind === ranked.kind && !decided.rule.startsWith('status/')
        ? []
        : [`${id}: ${decided?.rule ?? 'none'} for ${varied}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe('the words by which phrases are called', () => {
  const texts = [...POSTED, ...POSTED_BEHIND, ...POSTED_PUBLICLY]
    .flatMap(
      ({ body = null, thrown = null, status = null }) =>
        collectEvidence(thrown, { headers: {}, body, phase: 'stream', status }).evidence.texts,
    )
    .map(({ value }) => value);

  it('stand in every alternative of every pattern', () => {
    const silent = named.filter(([, { phrase }]) =>
      requiredWords(phrase.pattern.source).some((sets) => sets.length === 0),
    );
    expect(silent.map(([id]) => id)).toEqual([]);
  });

  it('stand in every text that the pattern matches at the beginning of a word', () => {
    const missed = texts.flatMap((text) => {
      const called = new Set(callPhrases(text));
      return named.slice(0, TIERS.hint.from).flatMap(([id, { phrase }], at) => {
        const match = phrase.pattern.exec(text);
        const begins = match !== null && !/[a-z0-9]/i.test(text[match.index - 1] ?? ' ');
        return begins && !called.has(at) ? [`${id}: ${text}`] : [];
      });
    });
    expect(missed).toEqual([]);
  });

  it.each([
    [/(?:daily|weekly) (?:\S{1,16} ){0,3}?limit/, [['^daily weekly', 'limit']]],
    [/exceeds? the available/, [['^exceed', 'the', 'available']]],
    [/per[ _-](?:day|week)\b/, [['^per', 'day week']]],
    [/(?:^|: )\W{0,3}terminated\W{0,3}$/, [['terminated']]],
    [/\b(?:the )?input/, [['input']]],
    [/on(?!going) to/, [['^on']]],
    [/un(?:known|able)/, [[]]],
    [/rate[ _-]?limit/, [['^rate']]],
    [/one|three words/, [[], ['^three', 'words']]],
  ])('are found in %s', (pattern, words) => {
    const sets = requiredWords(pattern.source).map((alternative) =>
      alternative.map(({ words: any, leads }) => `${leads ? '^' : ''}${any.join(' ')}`),
    );
    expect(sets).toEqual(words);
  });
});

/** Without what is escaped or stands in a class, where a quantifier is a character. */
function quantifiersOf(source: string): string {
  return source.replaceAll(/\[(?:\\.|[^\]\\])*\]|\\./g, 'x');
}

/** Every pattern on texts of a length that repeat what it looks for, or what none does. */
function matchAll(length: number): () => void {
  const repeat = (piece: string): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  const common = ['a ', '( ', 'is not '].map(repeat);
  const texts = PHRASES.flatMap(({ phrase: { pattern, seen } }) => {
    const half = seen.slice(0, Math.ceil(seen.length / 2));
    const own = [seen, half, `${half} `].map(repeat);
    return [...own, ...common].map((text) => ({ pattern, text }));
  });
  return () => {
    for (const { pattern, text } of texts) pattern.test(text);
  };
}

describe('every pattern is linear', () => {
  it('because nothing in it repeats without end', () => {
    const endless = named.filter(([, { phrase }]) =>
      /[*+]|\{\d+,\}/.test(quantifiersOf(phrase.pattern.source)),
    );
    expect(endless).toEqual([]);
  });

  it('and grows no faster than a text that was made to stop it', () => {
    expect(growth(matchAll, 2_000)).toBeLessThan(MOST_GROWTH);
  });
});
