import { nodeWorld } from '../machine/node-world.ts';
import { escapeJson } from '../../reports/text/escape-terminal.ts';
import { markText } from '../../reports/text/mark-text.ts';
import { renderGoldenDiff } from '../../reports/verbs/render-golden-diff.ts';
import { renderGoldenList } from '../../reports/verbs/render-golden-list.ts';
import { diffGoldens, type DiffRow, type GoldenDiff } from '../../runs/goldens/diff-goldens.ts';
import { listGoldens } from '../../runs/goldens/list-goldens.ts';
import { wantsColour } from '../output/terminal.ts';
import type { DiffGoldensFlags, ListGoldensFlags } from '../verbs/short-verbs.ts';

export async function runListGoldens({ config, baseline, json }: ListGoldensFlags): Promise<void> {
  const list = await listGoldens({ config, baseline });
  if (json !== true) {
    process.stdout.write(renderGoldenList(list));
    return;
  }
  const rows = list.rows.map(({ promptId, suite, state, why, provenance }) => ({
    promptId,
    suite,
    state,
    why,
    provenance,
  }));
  printJson({ baseline: list.baseline, goldens: rows, obsolete: spellObsolete(list), others: list.others });
}

export async function runDiffGoldens(target: string | undefined, flags: DiffGoldensFlags): Promise<void> {
  const { config, out, run = null, prompt = null, mode = null } = flags;
  const selection = { prompts: prompt, target: target ?? null, mode, repetition: null };
  const diff = await diffGoldens({ config, out, run, nowMs: nodeWorld().clock.wallMs(), selection });
  process.exitCode = exitOf(diff);
  if (flags.json !== true) {
    process.stdout.write(renderGoldenDiff(diff, wantsColour(process.stdout)));
    return;
  }
  const { rows, unanswered, unrecorded } = diff;
  const answers = rows.map(spellRow);
  const silent = unanswered.map(({ id, why }) => ({ id, why }));
  printJson({
    run: diff.run,
    baseline: diff.baseline,
    exitCode: process.exitCode,
    answers,
    unanswered: silent,
    unrecorded,
    obsolete: spellObsolete(diff),
  });
}

/** Design, section 7: a difference is 1; nothing to compare, or no answer where one was to come, is inconclusive. */
function exitOf({ rows, unanswered, unrecorded, obsolete }: GoldenDiff): 0 | 1 | 3 {
  if (rows.some(({ what }) => what !== 'matched') || obsolete.length > 0) return 1;
  const isOpen = rows.length === 0 || unrecorded > 0 || unanswered.some(({ isSkipped }) => !isSkipped);
  return isOpen ? 3 : 0;
}

function spellRow({ promptId, suite, what, given, answer, difference }: DiffRow) {
  if (difference === null) return { promptId, suite, what, given, answer, difference };
  const { json, text, toolCalls, ending } = difference;
  const lines = text === null ? null : markText(text.golden, text.answer);
  return { promptId, suite, what, given, answer, difference: { json, text: lines, toolCalls, ending } };
}

function spellObsolete({ obsolete }: Pick<GoldenDiff, 'obsolete'>) {
  return obsolete.map(({ promptId, problem: { file, line, message, mend } }) => ({
    promptId,
    file,
    line,
    message,
    mend,
  }));
}

function printJson(facts: object): void {
  process.stdout.write(`${escapeJson(JSON.stringify({ schemaVersion: 1, ...facts }))}\n`);
}
