import type { TargetSummary } from '../../contract/runs/summary.ts';
import { count, percent, plural } from '../text/format.ts';

type Targets = readonly TargetSummary[];

/** What the table of targets counts, where its heads cannot say it. */
export function legend(targets: Targets): string[] {
  return [
    ...(targets.some(({ schemaMatch }) => schemaMatch.planned > 0)
      ? [
          `Schema match counts prompts: one matches when every answer to it does, in every mode. ${leniently(targets)}`,
        ]
      : []),
    ...(targets.some(isUnenforced)
      ? [
          "* no schema went out with some of these, for the server enforces none: that they match is the model's doing.",
        ]
      : []),
    ...madeOf(targets),
  ];
}

/** What the times of the targets count. */
export function latencyLegend(targets: Targets): string[] {
  const silent = targets.filter(({ latency }) => latency.unanswered > 0);
  if (silent.length === 0) return [];
  const none = silent.map(
    ({ id, latency: { unanswered, of } }) => `${id} ${count(unanswered)} of ${count(of)} gave none`,
  );
  return [`Latency is that of whole answers; what gave none counts as longer than any: ${none.join(', ')}.`];
}

/** What the quality of the targets is a share of. Targets that skip prompts are scored by fewer. */
function madeOf(targets: Targets): string[] {
  const [most] = targets.map(({ quality }) => quality).toSorted((a, b) => b.prompts - a.prompts);
  if (most === undefined || most.prompts === 0) return [];
  const { prompts, comparators, facts } = most;
  const rules = `${count(comparators)} ${plural(comparators, 'comparator')} and ${count(facts)} ${plural(facts, 'fact')}`;
  return [
    `Quality is the weighted share that answers hold of ${rules} in ${count(prompts)} ${plural(prompts, 'prompt')}; no model judged it.`,
  ];
}

/** What a client makes of it that takes the JSON out of fences and prose, and reads loose spelling. */
function leniently(targets: Targets): string {
  const more = targets.filter(({ schemaMatch }) => schemaMatch.tolerant.matched > schemaMatch.matched);
  if (more.length === 0) return 'A lenient reader matches no more.';
  const rates = more.map(
    ({ id, schemaMatch: { planned, tolerant } }) =>
      `${id} ${count(tolerant.matched)}/${count(planned)} ${percent(tolerant.rate)}`,
  );
  return `A lenient reader matches more: ${rates.join(', ')}.`;
}

/** Whether the schema match of a target counts answers that no server held to a schema. */
function isUnenforced({ schemaMatch: { planned, unenforced } }: TargetSummary): boolean {
  return planned > 0 && unenforced > 0;
}
