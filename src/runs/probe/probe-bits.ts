import type { CapabilityBit } from '../../contract/probe/capability-file.ts';
import type { Redact } from '../../contract/world.ts';
import type { Bit, Plain, ProbeAnswer } from '../../probe/bit.ts';
import { judgeBit, notAsked, rowOf } from '../../probe/judge-bit.ts';
import { bitsLeft } from '../../probe/settled-part.ts';
import { showAnswer } from '../../probe/show-answer.ts';
import { clipText } from '../../reports/text/clip-text.ts';
import type { Prober } from './open-prober.ts';

const MOST_SHOWN = 240;

/** Every bit of one target that is not settled, one after the other, for what is asked next hangs on what was proved. */
export async function probeBits(
  bits: readonly Bit[],
  settled: ReadonlyMap<string, CapabilityBit>,
  prober: Prober,
  redact: Redact,
  onRow: (row: CapabilityBit) => void,
): Promise<readonly CapabilityBit[]> {
  const rows = new Map<string, CapabilityBit>();
  const left = new Set(bitsLeft(bits, settled));
  let plain: Plain = { inputTokens: null };
  for (const bit of bits) {
    const known = left.has(bit) ? null : (settled.get(bit.id) ?? null);
    const { row, answers } =
      known === null ? await probeBit(bit, rows, plain, prober, redact) : { row: known, answers: [] };
    if (plain.inputTokens === null) plain = { inputTokens: inputTokensOf(answers) };
    rows.set(bit.id, row);
    onRow(row);
  }
  return [...rows.values()];
}

function inputTokensOf([answer]: readonly ProbeAnswer[]): number | null {
  return answer?.response?.usage.inputTokens ?? null;
}

async function probeBit(
  bit: Bit,
  rows: ReadonlyMap<string, CapabilityBit>,
  plain: Plain,
  prober: Prober,
  redact: Redact,
): Promise<{ readonly row: CapabilityBit; readonly answers: readonly ProbeAnswer[] }> {
  const ground = bit.after === null ? null : (rows.get(bit.after) ?? null);
  if (ground !== null && ground.verdict !== 'proved') {
    return { row: notAsked(bit, 'not-asked', `${ground.bit} is not proved`), answers: [] };
  }
  const answers: ProbeAnswer[] = [];
  // Masked whole and cut then: half a secret is one that no mask knows.
  const shown = (answer: ProbeAnswer): string => clipText(redact(showAnswer(answer)), MOST_SHOWN);
  for (const [at, trial] of bit.trials.entries()) {
    const answer = await prober.ask(bit.id, at + 1, trial);
    if (answer === null) break;
    answers.push(answer);
    const judged = judgeBit(bit, answers, plain);
    if (judged !== null) return { row: rowOf(bit, judged, answers, shown(answer)), answers };
  }
  return { row: notAsked(bit, 'unpaid', 'the budget or the time ended before it'), answers };
}
