import { lostOf, spellLost } from '../../contract/traffic/lost-requests.ts';
import type { Report } from '../../contract/runs/report.ts';
import type { RunDetail } from '../../contract/runs/run-detail.ts';
import { describeAccounts, describeOneTurn } from '../words/describe-shadow.ts';
import { count, interval, percent, plural } from '../text/format.ts';
import { outline } from '../formats/outline.ts';
import { PLANTED } from '../words/planted.ts';

/** An interval this wide leaves open whether a server is fine. */
const WIDE = 0.1;
/** Of altered answers that the goldens are to refuse. */
const STRONG = 0.95;

/** Reasons not to trust a run, for a reader who is to sign: told before any number. */
export function listDoubts(report: Report, detail: RunDetail): readonly string[] {
  return [
    ...ofSource(report, detail),
    ...ofSelection(report, detail),
    ...ofLive(report),
    ...ofEvidence(report),
    ...ofSamples(report),
    ...ofGoldens(report),
    ...ofSchemas(detail),
    ...ofReaders(detail),
    ...ofProject(detail),
  ];
}

function ofSource(report: Report, { isPlanted }: RunDetail): readonly string[] {
  const { part, synthetic } = outline(report);
  return [...[part, synthetic].filter((limit) => limit !== null), ...(isPlanted ? [PLANTED] : [])];
}

function ofSelection({ summary }: Report, { modes, isSelection }: RunDetail): readonly string[] {
  const lacking = modes.includes('stream') ? 'plain answers' : 'streams';
  const { counts, unpassed } = summary;
  const never = unpassed.map(({ what, id }) => `${what} ${id}`).join(', ');
  return [
    ...(isSelection ? ['Only some prompts of the suites were asked.'] : []),
    ...(modes.length === 1 ? [`One mode was asked: nothing is known of ${lacking}.`] : []),
    ...(counts.skipped > 0
      ? [`${exchanges(counts.skipped)} skipped, for the target cannot serve them: see "Skipped".`]
      : []),
    ...(never === '' ? [] : [`Nothing passed of ${never}.`]),
  ];
}

function ofProject({ unreadable }: RunDetail): readonly string[] {
  if (unreadable.length === 0) return [];
  const why = unreadable.map(({ file, message }) =>
    file === null || message.includes(file) ? message : `${file}: ${message}`,
  );
  return [
    `The project of this run cannot be read, so nothing of its goldens, schemas, readers and settings is here: ${why.join('; ')}.`,
  ];
}

function ofLive({ shadow }: Report): readonly string[] {
  if (shadow === null) return [];
  const { accounts, oneTurn } = shadow;
  const lost = lostOf([accounts]);
  return [
    ...(lost === null ? [] : [`${spellLost(lost)}.`]),
    `Live requests were asked, of which nobody approved an answer: ${describeAccounts(accounts)}.`,
    ...(oneTurn === 0 ? [] : [`Only ${describeOneTurn(oneTurn, accounts.sent)}.`]),
  ];
}

function ofEvidence({ summary }: Report): readonly string[] {
  const { missing, errored } = summary.counts;
  const bare = summary.restsOn
    .filter(({ on }) => on.includes('presence'))
    .reduce((sum, row) => sum + row.count, 0);
  const unenforced = summary.targets.filter(({ schemaMatch }) => schemaMatch.unenforced > 0);
  return [
    ...(missing > 0 ? [`${exchanges(missing)} planned and never recorded.`] : []),
    ...(errored > 0 ? [`${exchanges(errored)} ended with an error and gave no answer to judge.`] : []),
    ...(bare > 0
      ? [`${exchanges(bare)} passed because an answer was there: nothing in it was compared.`]
      : []),
    ...(unenforced.length > 0
      ? [
          `No schema was enforced on ${unenforced.map(({ id }) => id).join(', ')}: what matches there is the model's doing.`,
        ]
      : []),
  ];
}

function ofSamples({ summary }: Report): readonly string[] {
  const wide = summary.targets.flatMap(({ id, schemaMatch }) => {
    const { low, high, planned } = schemaMatch;
    if (low === null || high === null || high - low <= WIDE) return [];
    const n = `${count(planned)} ${plural(planned, 'prompt')}`;
    return [{ id, why: `${n}: the true rate may lie anywhere in ${interval(schemaMatch)}` }];
  });
  return [...Map.groupBy(wide, ({ why }) => why)].map(
    ([why, rows]) => `Schema match of ${rows.map(({ id }) => id).join(', ')} rests on ${why}.`,
  );
}

function ofGoldens({ summary, strength }: Report): readonly string[] {
  const { unproven } = summary.counts;
  const stale = summary.stale.length;
  const share = strength === null || strength.altered === 0 ? null : strength.caught / strength.altered;
  return [
    ...(unproven > 0 ? [`${exchanges(unproven)} answered, and no golden is approved to judge them by.`] : []),
    ...(stale > 0 ? [`${count(stale)} ${plural(stale, 'golden')} approved for another request.`] : []),
    ...(share === null
      ? ['Nobody measured how much wrong the goldens would catch.']
      : share < STRONG
        ? [`The goldens would let ${percent(1 - share)} of altered answers pass.`]
        : []),
  ];
}

function ofSchemas({ loose }: RunDetail): readonly string[] {
  const { anything, 'empty-objects': empty } = loose;
  return [
    ...(anything.length > 0
      ? [`The schema of ${listed(anything)} accepts any JSON: that an answer matches it says nothing.`]
      : []),
    ...(empty.length > 0
      ? [
          `No object in the schema of ${listed(empty)} needs a key, and each may have others: an empty one matches.`,
        ]
      : []),
  ];
}

function ofReaders({ unread }: RunDetail): readonly string[] {
  return unread.flatMap(({ migration, of, fields }) => {
    if (fields === null)
      return [`No consumer of ${migration} is declared: which fields are read is not known, so all are.`];
    if (fields.length === 0) return [];
    const [many, all] = [fields.length, of].map(count);
    return [
      `Of ${all} ${plural(of, 'field')} that answers have, no declared consumer of ${migration} reads ${many}: ${listed(fields)}. A difference there counts as breaking nobody.`,
    ];
  });
}

/** As many names as a reader takes in. */
const MOST_NAMES = 6;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return more > 0 ? `${shown} and ${count(more)} more` : shown;
}

function exchanges(n: number): string {
  return `${count(n)} ${plural(n, 'exchange')}`;
}
