import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/json/json-value.ts';
import { stringAt } from '../../src/json/read.ts';
import { walk } from '../../src/json/walk.ts';
import { buildRequest } from '../../src/suites/build-request.ts';
import { estimateInputTokens } from '../../src/suites/estimate-tokens.ts';
import { documentSpecSchema } from '../../src/suites/generate/document-spec.ts';
import { generateDocument } from '../../src/suites/generate/generate-document.ts';
import { skipReason } from '../../src/suites/skip-reason.ts';
import { CAPABILITIES, MODEL } from '../build-exchange.ts';
import { openJudge } from './alter-answer.ts';
import { openApproved } from './approved-answers.ts';

const { approved, answerOf } = openApproved('long-documents');
const all = [...approved.values()];

/** The specs of the suite's documents, by what they come to. */
const specs = new Map(
  specsIn(parse(readFileSync(resolve(import.meta.dirname, '../../suites/long-documents.yaml'), 'utf8'))).map(
    (spec) => [generateDocument(spec), spec],
  ),
);

function specsIn(root: JsonValue) {
  const found = new Map<string, ReturnType<typeof documentSpecSchema.parse>>();
  walk(root, ({ pointer, value }) => {
    if (pointer.endsWith('/generate')) found.set(JSON.stringify(value), documentSpecSchema.parse(value));
    return true;
  });
  return [...found.values()];
}

/** The entry of a document that a number names, heading and all. */
function entryOf(document: string, entry: string): string {
  const head = /^[LB]-/.test(entry) ? `[${entry}] ` : /\./.test(entry) ? `${entry} ` : `#${entry} `;
  const at = document.indexOf(`\n\n${head}`);
  if (at === -1) throw new Error(`there is no entry ${entry}`);
  const end = document.indexOf('\n\n', at + 2);
  return document.slice(at + 2, end === -1 ? document.length : end);
}

/** Each entry that an approved answer names, with what it says of it. */
const cited = all.flatMap(({ prompt, golden: { answer } }) => {
  const [document = ''] = prompt.documents;
  const found: { id: string; text: string; claim: JsonObject }[] = [];
  if (answer.error !== null) return [];
  const roots: readonly JsonValue[] =
    prompt.output === null ? answer.toolCalls.map((call) => call.arguments) : [JSON.parse(answer.text)];
  for (const root of roots) {
    walk(root, ({ pointer, value }) => {
      if (!isJsonObject(value)) return true;
      const { entry, ticket, entries } = value;
      for (const name of [entry, ticket, ...(Array.isArray(entries) ? entries : [])]) {
        if (typeof name === 'string')
          found.push({ id: `${prompt.id}${pointer}`, text: entryOf(document, name), claim: value });
      }
      return true;
    });
  }
  return found;
});

describe('the documents of the suite', () => {
  it('are those of every prompt, with facts at five depths at least', () => {
    expect(all.filter(({ prompt }) => prompt.documents.length !== 1)).toEqual([]);
    expect(specs.size).toBe(18);
    const depths = [...specs.values()].map(({ facts }) => new Set(facts.map(({ at }) => at)));
    expect(depths.filter((own) => [0, 25, 50, 75, 100].some((at) => !own.has(at)))).toEqual([]);
  });

  it('hold each fact once', () => {
    const wrong = [...specs].flatMap(([document, { facts }]) =>
      facts.filter(({ text }) => document.split(text).length !== 2).map(({ text }) => text),
    );
    expect(wrong).toEqual([]);
  });

  it('reach from 4,000 to 120,000 tokens: of these seven prompts on five documents, and one past every window', () => {
    const sizes = [...specs.values()].map(({ tokens }) => tokens);
    expect(sizes.toSorted((a, b) => a - b).at(0)).toBe(5000);
    expect(sizes.filter((tokens) => tokens > 120_000)).toEqual([200_000]);
    expect(sizes.filter((tokens) => tokens === 120_000)).toHaveLength(5);
    const long = all.filter(({ prompt }) => specs.get(prompt.documents[0] ?? '')?.tokens === 120_000);
    expect(long).toHaveLength(7);
    for (const { prompt } of long) {
      expect(prompt.tags).toContain('long-120k');
      const tokens = estimateInputTokens(buildRequest(prompt, ''));
      expect(tokens).toBeGreaterThan(120_000);
      expect(tokens).toBeLessThan(124_000);
    }
  });

  it('are not asked of a target whose window is far too small, with the reason', () => {
    const small = { model: { ...MODEL, contextTokens: 32_000 }, capabilities: CAPABILITIES };
    const reasons = all.map(({ prompt, golden }) => [
      specs.get(prompt.documents[0] ?? '')?.tokens === 120_000,
      skipReason({ prompt, request: buildRequest(prompt, ''), golden, draft: null }, small),
    ]);
    expect(new Set(reasons.map((each) => JSON.stringify(each)))).toEqual(
      new Set(['[true,"limit/context"]', '[false,null]']),
    );
  });
});

const minutes = (text: string): number => {
  const [from = 0, to = 0] = [...text.matchAll(/(\d\d):(\d\d)/g)]
    .slice(-2)
    .map(([, h, m]) => Number(h) * 60 + Number(m));
  return (to - from + 1440) % 1440;
};

const cents = (value: number): number => Math.round(value * 100) / 100;

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

const counts = (day: string): boolean => new Date(day).getUTCDay() !== 0 && !day.endsWith('-12-24');

const isEntry = (value: string): boolean => /^(?:[LB]-\d{4}|\d+\.\d+|\d{4})$/.test(value);

describe('the answers on long documents', () => {
  it('name entries that hold a planted fact', () => {
    const facts = [...specs.values()].flatMap((spec) => spec.facts.map(({ text }) => text));
    expect(cited.length).toBeGreaterThan(60);
    expect(
      cited.filter(({ text }) => !facts.some((fact) => text.endsWith(fact))).map(({ id }) => id),
    ).toEqual([]);
  });

  it('quote from the very entry that they name', () => {
    const quoting = cited.filter(
      ({ claim }) => typeof claim['quote'] === 'string' || typeof claim['cause'] === 'string',
    );
    expect(quoting.length).toBeGreaterThan(9);
    const wrong = quoting.filter(
      ({ text, claim }) => !text.includes(stringAt(claim, 'quote') ?? stringAt(claim, 'cause') ?? ''),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it.each(all.filter(({ prompt }) => prompt.output?.name === 'summed_parts').map(({ prompt }) => prompt.id))(
    'add up, with amounts that their entries state or give: %s',
    (id) => {
      const { parts, total }: { parts: readonly { entry: string; amount: number }[]; total: number } =
        answerOf(id);
      const cents = parts.reduce((sum, { amount }) => sum + Math.round(amount * 100), 0);
      expect(cents).toBe(Math.round(total * 100));
    },
  );

  it('give the minutes of outages as their entries give begin and end', () => {
    const outages = cited.filter(({ text }) => text.includes('Outage of the'));
    expect(outages).toHaveLength(5);
    for (const { text, claim } of outages) expect(claim['amount'] ?? claim['minutes']).toBe(minutes(text));
  });

  it('are what the stated sums come to', () => {
    expect(answerOf('commune-entree-famille').parts[0].amount).toBe(cents(2 * 3.8));
    expect(answerOf('commune-solde-aviron').value).toBe(String(2750 - 2400 / 2));
    expect(answerOf('klaerwerk-zwei-abstaende')).toMatchObject({
      belowLimit: cents(5 - 4.6),
      aboveOther: cents(4.6 - 2.8),
    });
    expect(answerOf('harrow-handling-fee').parts.map(({ amount }: { amount: number }) => amount)).toEqual([
      cents(3 * 4.65),
      cents(5 * 4.2),
    ]);
    expect(answerOf('harrow-stolen-load').amount).toBe(cents(620 * 8.33));
    expect(answerOf('orbaneja-noche-de-abril')).toMatchObject({
      perHour: cents(18.2 * 1.25),
      total: cents(6 * 18.2 * 1.25),
    });
    expect(answerOf('cold-room-rent-2027').steps.map(({ rent }: { rent: number }) => rent)).toEqual([
      6000,
      6000 * 1.02,
      cents(6000 * 1.02 * 1.02),
    ]);
    expect(answerOf('cold-room-deposit').amount).toBe(3 * 6120);
    const { received, used, left } = answerOf('festival-litres-left');
    expect(used.reduce((rest: number, litres: number) => rest - litres, received)).toBe(left);
  });

  it('are the days that the rules come to', () => {
    expect(answerOf('harrow-first-paid-day').cartons.from).toBe(addDays('2026-06-03', 5));
    const days = Array.from({ length: 14 }, (_, index) => addDays('2026-12-18', index + 1)).filter(counts);
    expect(answerOf('complaint-before-christmas')).toEqual({
      lastDay: days[3],
      confirmOn: days[4],
      countedDays: days.slice(0, 4),
    });
  });

  it('cannot be had from what is written around the facts', () => {
    const found = [...specs].flatMap(([document, { facts }]) => {
      const around = facts.reduce((text, fact) => text.replace(fact.text, ''), document);
      const own = all.filter(({ prompt }) => prompt.documents[0] === document);
      return own.flatMap(({ prompt, golden: { answer } }) => {
        if (prompt.output === null || answer.error !== null) return [];
        const values: string[] = [];
        walk(JSON.parse(answer.text), ({ value }) => {
          if (typeof value === 'string' && /\d{2}/.test(value)) values.push(value);
          return true;
        });
        return values
          .filter((value) => !isEntry(value) && around.includes(value))
          .map((value) => `${prompt.id} ${value}`);
      });
    });
    expect(found).toEqual([]);
  });

  it('take the red barrels for somebody else’s', () => {
    const each = approved.get('festival-red-barrels');
    if (each === undefined) throw new Error('there is no such prompt');
    const findIn = openJudge(each);
    const wrong = [
      'Yes, take the 200 litres.',
      'No, they hold 20 litres for the boats.',
      'The boats have 200 litres.',
    ];
    expect(wrong.filter((text) => findIn({ text, toolCalls: [] }).length === 0)).toEqual([]);
    expect(findIn({ text: 'No: those 200 litres are for the boats.', toolCalls: [] })).toEqual([]);
  });
});
