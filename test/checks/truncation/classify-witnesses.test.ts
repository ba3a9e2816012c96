import { describe, expect, it } from 'vitest';
import { classifyWitnesses, isClamped } from '../../../src/checks/truncation/classify-witnesses.ts';
import type { Witnesses } from '../../../src/checks/truncation/read-witnesses.ts';
import type { TruncationClass } from '../../../src/contract/exchanges/truncation.ts';
import { allWitnesses, SOUND } from './witness-table.ts';

const ALL = allWitnesses();

/** The order of precedence once more, written from its end: what nothing before it takes away is the class. */
function expected(seen: Witnesses): TruncationClass {
  const { ended, finish, tokens, open, sentinels } = seen;
  const full = tokens === 'at-requested' || tokens === 'at-provider';
  const ownEnd = finish === 'stop' || finish === 'tool_calls';
  const capped = finish === 'length' || finish === 'context_window';
  let found: TruncationClass = 'unknown';
  if (ownEnd && !open && sentinels !== 'all-missing') found = 'complete';
  if (finish === 'length' || tokens === 'at-requested') found = 'output-capped';
  if (finish === 'length') {
    const belowAsked = tokens === 'below' && !seen.timeLimit && !seen.windowFull;
    if (!seen.capRequested || belowAsked || seen.timeLimit || seen.windowFull) found = 'provider-capped';
  }
  if (finish === 'context_window' || tokens === 'at-provider') found = 'provider-capped';
  const ranToItsEnd = !capped && !open && !full;
  if (ranToItsEnd && (seen.windowFull || sentinels === 'some-missing')) found = 'input-truncated';
  if (seen.input === 'short') found = 'input-truncated';
  if (finish === 'content_filter') found = 'filtered';
  if (ended === 'filtered') found = 'filtered';
  if (ended === 'refused') found = 'unknown';
  if (ended === 'broken') found = 'broken-off';
  if (ended === 'cut') found = 'stream-cut';
  if (ended === 'guard') found = 'guard-cut';
  return found;
}

describe('the ledger of truncation', () => {
  it('gives each combination of witnesses the class that comes first', () => {
    expect(ALL).toHaveLength(55_296);
    const wrong = ALL.filter((seen) => classifyWitnesses(seen).class !== expected(seen));
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it('names a witness for every class but unknown', () => {
    const wrong = ALL.filter((seen) => {
      const { class: name, witnesses } = classifyWitnesses(seen);
      return (witnesses.length === 0) !== (name === 'unknown');
    });
    expect(wrong).toEqual([]);
  });

  it('calls nothing complete that any witness speaks against', () => {
    const complete = ALL.filter((seen) => classifyWitnesses(seen).class === 'complete');
    expect(complete.length).toBeGreaterThan(0);
    for (const seen of complete) {
      expect(seen).toMatchObject({ ended: 'whole', open: false, windowFull: false });
      expect(['stop', 'tool_calls']).toContain(seen.finish);
      expect(['plausible', 'uncounted']).toContain(seen.input);
      expect(['none', 'held']).toContain(seen.sentinels);
      expect(['at-requested', 'at-provider']).not.toContain(seen.tokens);
    }
  });

  it('never calls an answer complete or output-capped that a limit of ours ended', () => {
    const ended = ALL.filter(({ ended: how }) => how === 'guard').map(
      (seen) => classifyWitnesses(seen).class,
    );
    expect(new Set(ended)).toEqual(new Set(['guard-cut']));
  });

  it('holds a cap for clamped only below what was asked for, with nothing else to explain it', () => {
    for (const seen of ALL.filter(isClamped)) {
      expect(seen).toMatchObject({
        finish: 'length',
        capRequested: true,
        tokens: 'below',
        timeLimit: false,
        windowFull: false,
      });
    }
  });
});

it.each<[string, Partial<Witnesses>, TruncationClass]>([
  ['a sound answer', {}, 'complete'],
  ['a call that ends with tool_calls', { finish: 'tool_calls' }, 'complete'],
  ['length at the requested cap', { finish: 'length', tokens: 'at-requested' }, 'output-capped'],
  ['length a token before it', { finish: 'length', tokens: 'near-requested' }, 'output-capped'],
  ['length without usage', { finish: 'length', tokens: 'uncounted' }, 'output-capped'],
  ['length far below the cap', { finish: 'length', tokens: 'below' }, 'provider-capped'],
  [
    'length where nobody asked for a cap',
    { finish: 'length', tokens: 'uncapped', capRequested: false },
    'provider-capped',
  ],
  ['time_limit', { finish: 'length', timeLimit: true }, 'provider-capped'],
  ['a full window', { finish: 'context_window', windowFull: true }, 'provider-capped'],
  ['stop with the cap full', { tokens: 'at-requested' }, 'output-capped'],
  ['stop with open JSON', { open: true }, 'unknown'],
  ['stop although truncated: true', { windowFull: true }, 'input-truncated'],
  ['a prompt counted too small', { input: 'short' }, 'input-truncated'],
  [
    'a prompt counted too small, its answer capped',
    { input: 'short', finish: 'length', tokens: 'at-requested' },
    'input-truncated',
  ],
  ['the facts of one part missing', { sentinels: 'some-missing' }, 'input-truncated'],
  [
    'facts missing from an answer that was cut',
    { sentinels: 'some-missing', finish: 'length', tokens: 'at-requested' },
    'output-capped',
  ],
  ['every fact missing', { sentinels: 'all-missing' }, 'unknown'],
  ['a filter', { finish: 'content_filter' }, 'filtered'],
  ['no finish reason', { finish: null }, 'unknown'],
  ['an odd finish reason', { finish: 'unknown' }, 'unknown'],
])('%s', (_what, differs, wanted) => {
  expect(classifyWitnesses({ ...SOUND, ...differs }).class).toBe(wanted);
});
