const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const NOTHING = '·';

/** Values as bars between the least of them and the greatest; a dot for one that is not known. Equal values stand halfway. */
export function sparkLine(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return values
    .map((value) => {
      if (value === null) return NOTHING;
      const share = most === least ? 0.5 : (value - least) / (most - least);
      return BARS[Math.round(share * (BARS.length - 1))] ?? NOTHING;
    })
    .join('');
}
