import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import { hashCanonical } from '../../json/hash-canonical.ts';
import type { Project } from '../project/load-project.ts';

/** Live requests that ask the very same are repetitions of one prompt: a thousand of them prove nothing of what others ask. */
export interface EqualRequests {
  /** The prompts that stand for themselves and all that are equal to them, and how many these are. */
  readonly counts: ReadonlyMap<string, number>;
  /** The prompt that stands for this one. */
  firstOf(prompt: string): string;
  /** The record as one of that prompt, by a repetition of its own; `repeat` are planned of each. */
  asOne(record: ExchangeRecord | null, repeat: number): ExchangeRecord | null;
}

/** Prompts of a suite stand for themselves: who wrote two of the same meant two. */
export function equalRequests(
  { modes }: Pick<Project, 'modes'>,
  prompts: Iterable<GoldenPrompt>,
): EqualRequests {
  const counts = new Map<string, number>();
  const places = new Map<string, { readonly first: string; readonly before: number }>();
  const firsts = new Map<string, string>();
  for (const { id, messages, output, tools, toolChoice, maxOutputTokens, ...rest } of prompts) {
    const mode = modes.get(id) ?? null;
    const { temperature, topP, seed, stop } = rest;
    const sampling = { maxOutputTokens, temperature, topP, seed, stop };
    const asked = hashCanonical([mode, messages, output, tools, toolChoice, sampling]);
    const first = mode === null ? id : (firsts.get(asked) ?? id);
    firsts.set(asked, first);
    const before = counts.get(first) ?? 0;
    places.set(id, { first, before });
    counts.set(first, before + 1);
  }
  return {
    counts,
    firstOf: (prompt) => places.get(prompt)?.first ?? prompt,
    asOne(record, repeat) {
      const place = record === null ? undefined : places.get(record.case.prompt);
      if (record === null || place === undefined || place.before === 0) return record;
      const { case: id } = record;
      const repetition = place.before * repeat + id.repetition;
      return { ...record, case: { ...id, prompt: place.first, repetition } };
    },
  };
}
