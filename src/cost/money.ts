/** An amount in millionths of a millionth of a currency: a token at a price in millionths for a million tokens is whole. */
export type Picos = bigint;

const PLACES = 12;
const PICOS_PER_MICRO = 1_000_000n;

export function picosOf(tokens: number, price: number): Picos {
  return BigInt(tokens) * BigInt(price);
}

/** As a decimal, exactly. */
export function decimalOf(picos: Picos): string {
  const digits = picos.toString().padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '');
  return `${digits.slice(0, -PLACES)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A share of an amount, rounded up to a millionth: what it costs is never made less. */
export function shareOf(picos: Picos, of: number): Picos {
  const micros = picos / PICOS_PER_MICRO / BigInt(of);
  return micros * PICOS_PER_MICRO * BigInt(of) === picos
    ? micros * PICOS_PER_MICRO
    : (micros + 1n) * PICOS_PER_MICRO;
}

/** A number of a currency as a decimal with a millionth at its end, no nearer to what it bounds than it is; null without end. */
export function microsOf(value: number, towards: 'up' | 'down'): string | null {
  if (!Number.isFinite(value)) return null;
  const micros = BigInt(towards === 'up' ? Math.ceil(value * 1e6) : Math.floor(value * 1e6));
  return decimalOf(micros * PICOS_PER_MICRO);
}
