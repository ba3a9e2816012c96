const PARTS = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;
/** An exponent of more digits is compared as it is spelt: nobody means it, and it would take long to reckon with. */
const MOST_EXPONENT = 100;

/** One spelling for each decimal value. */
export function canonicalNumber(source: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = PARTS.exec(source) ?? [];
  const digits = whole + fraction;
  if (digits === '' || exponent.length > MOST_EXPONENT) return source.toLowerCase();
  let from = 0;
  while (digits[from] === '0') from += 1;
  let to = digits.length;
  while (to > from && digits[to - 1] === '0') to -= 1;
  if (from === to) return '0';
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - to);
  return `${sign}${digits.slice(from, to)}e${power}`;
}

/** Whether two JSON numbers are the same decimal value, whatever a double makes of them: 1.0 is 1, and 1e400 is itself. */
export function isSameNumber(a: string, b: string): boolean {
  return a === b || canonicalNumber(a) === canonicalNumber(b);
}
