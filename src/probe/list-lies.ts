import type { CapabilityFile } from '../contract/probe/capability-file.ts';

/** Whose right answers are proved to be fewer than this share is not reading, but guessing. */
const GARBAGE = 0.35;

/** What an endpoint says, or accepts with a success, and does not do: each named. */
export function listLies({
  bits,
  output,
  context,
}: Pick<CapabilityFile, 'bits' | 'output' | 'context'>): readonly string[] {
  return [
    ...bits
      .filter(({ ground }) => ground === 'ignored')
      .map(({ bit, asked }) => `${bit} is accepted and ignored (${asked})`),
    ...(output?.end === 'clamped'
      ? [`output is clamped without a word: ${output.requested} tokens were asked for, ${output.served} came`]
      : []),
    ...(context === null ? [] : liesOfContext(context)),
  ];
}

function liesOfContext(context: NonNullable<CapabilityFile['context']>): readonly string[] {
  const { advertised, accepted, refused, cutTo: cut, usable, unusable, rungs, end } = context;
  const garbage = rungs.find(({ high }) => high !== null && high < GARBAGE);
  return [
    ...(advertised !== null && refused !== null && refused <= advertised
      ? [`${advertised} tokens are advertised, and about ${refused} are refused (${accepted} were accepted)`]
      : []),
    ...(cut === null ? [] : [`longer inputs are cut without a word: ${cut} tokens are counted`]),
    ...(garbage === undefined || end === 'too-weak'
      ? []
      : [`${garbage.tokens} tokens are accepted, and what is answered is not of what was sent`]),
    ...(unusable !== null && advertised !== null && garbage === undefined && unusable <= advertised
      ? [`${advertised} tokens are advertised, ${usable} are proved usable, and ${unusable} are not`]
      : []),
  ];
}
