import { expect, it } from 'vitest';
import type { JsonValue } from '../../src/contract/json-value.ts';
import { judge } from '../../src/library/judge.ts';
import { goldensOf } from './bundled-set.ts';

const read = goldensOf('retrieval-answers', 'interface-reading');
const goldens = new Map(read.flatMap((each) => [...each.goldens]));
const prompts = new Map(read.flatMap(({ suite }) => suite.prompts).map((prompt) => [prompt.id, prompt]));

type Call = Readonly<{ name: string; arguments: JsonValue }>;

function judged(id: string, text: string, toolCalls: readonly Call[] = []): readonly string[] {
  const [prompt, golden] = [prompts.get(id), goldens.get(id)];
  if (prompt === undefined || golden === undefined) throw new Error(`no prompt ${id}`);
  const finish = toolCalls.length > 0 ? 'tool_calls' : 'stop';
  const { findings } = judge({
    prompt,
    golden: golden.answer,
    response: {
      text,
      toolCalls,
      finishReason: { unified: finish, raw: finish },
      usage: { inputTokens: 5000, outputTokens: (prompt.maxOutputTokens ?? 100) - 1 },
    },
  });
  return findings.map(({ code, message }) => `${code} ${message}`);
}

/** Right answers in other words than the golden's. */
it.each<[string, string]>([
  [
    'ferry-late-by-engine',
    'A quarter of it, 20.5 EUR, comes back [F7]. For the wind there is no compensation [F10].',
  ],
  [
    'ferry-loose-battery-second-turn',
    'It travels only when built into the bike, as it has more than 160 Wh [F5].',
  ],
  ['morvax-hours-left', '[C6]: 2.5 hours\n'],
  ['logger-vencido-portugues', 'Servem, sim, mas têm de levar a marca «uncalibrated» [C7].'],
  [
    'recall-german-version',
    'Doch, zurückgerufen sind die Nummern 40000–44999 [R1]. Die Angabe 44599 steht nur in der Übersetzung, und die englische Fassung gilt [R7].',
  ],
  ['pelorus-offset-removal-day', 'The date is not announced; there will be 6 months of notice [CL-28].'],
  [
    'mill-fire-company-statement',
    "Not on this evidence: a haulage driver and the technician of the silo's maker were hurt [N5], and the company spoke of its employees [N4].",
  ],
  ['bidrag-slutrapport-svenska', 'Senast 2028-09-30 [G9, G7].'],
  ['orla5-blinking-red', 'It is overheating; stand it upright with 10cm of air at each side [K-5102].'],
  ['no-hits-no-answer', "I couldn't find that in the documents."],
  ['arabic-fasting-two-tests', 'يمكنك الأكل حتى ٨ مساءً اليوم، ويُسمح لك بشرب الماء بعد ذلك [ع3].'],
  ['hebrew-committee-fee', 'דירה 5 משלמת 345 ש"ח [ס7]\nדירה 2 משלמת 320 ש"ח [ס4, ס7]'],
  [
    'ogrody-orzech-dwie-odpowiedzi',
    'Orzech wymaga co najmniej 5 metrów od granicy [P2]. Jego liści nie wolno kompostować [P4].',
  ],
  [
    'disk-full-not-inodes',
    'Inodes are at 8%, so it is not that. The space of /var/lib/queue is: 98%, with 2.1G free.',
  ],
  ['login-greek-wait', '5 φορές με την κάρτα 00417-Λ. Περιμένετε 12 λεπτά ή τηλεφωνήστε στο 2310000442.'],
  ['chat-german-last-word', 'Techniker: Dienstag, 10–12 Uhr. Herr Pohl: Mittwoch. Riegel: 4407.'],
  [
    'notice-french-for-cyclists',
    'The temporary bridge for bikes is open from 6 am, too late for you. Get on at Écluse, 350 m away.',
  ],
  ['transfer-hebrew-short-of', 'אין מספיק כסף בחשבון, חסרים 269.6 ש"ח, קוד חוף-31.'],
])('%s takes a right answer in other words', (id, text) => {
  expect(judged(id, text)).toEqual([]);
});

/** The golden's JSON, changed where it may be. */
function changed(id: string, change: Readonly<Record<string, JsonValue>>): string {
  return JSON.stringify({ ...JSON.parse(goldens.get(id)?.answer.text ?? ''), ...change });
}

it.each<[string, Readonly<Record<string, JsonValue>>]>([
  ['ferry-bike-fares-after-supplement', { passages: ['F13', 'F3'] }],
  [
    'ferry-saturday-lane-time',
    {
      answer: 'You must be there at 12:15.',
      citations: [
        { passage: 'F14', quote: 'vehicles must stand in their lane 75 minutes before departure' },
        { passage: 'F1', quote: '45 minutes before departure' },
      ],
    },
  ],
  [
    'ferry-stairlift-weight',
    {
      condition: 'only on MS Ternen, not on MS Skarven',
      citations: [{ passage: 'F8', quote: 'its stair-lift carries up to 130 kg' }],
    },
  ],
  ['fridge-door-event', { form: 'form CC-2' }],
  ['diff-lost-await', { consequence: 'The event may be published although the order was never persisted.' }],
  ['thermostat-photo', { zone: 'Zone 2 · Kestrel' }],
  ['output-axis-begins-at-ninety', { differencePercent: 4.35 }],
  ['proxy-settings-rolled-back', { loosened: ['limit.rate', 'tls.min_version'] }],
])('%s takes what may differ', (id, change) => {
  expect(judged(id, changed(id, change))).toEqual([]);
});

const tap = (x: number, y: number): readonly string[] =>
  judged('tap-download-not-delete', '', [{ name: 'tap', arguments: { x, y, label: 'Download my data' } }]);

it('a tap counts anywhere on its button, and nowhere beside it', () => {
  expect([tap(60, 215), tap(300, 238)]).toEqual([[], []]);
  expect(tap(180, 305)).toHaveLength(1);
});
