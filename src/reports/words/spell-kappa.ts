interface KappaToSpell {
  readonly kappa: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Kappa with its interval, whose ends are rounded outwards. */
export function spellKappa({ kappa, low, high }: KappaToSpell): string {
  if (kappa === null || low === null || high === null) return 'no kappa';
  const [from, to] = [Math.floor(low * 100) / 100, Math.ceil(high * 100) / 100];
  return `kappa ${kappa.toFixed(2)} [${from.toFixed(2)}-${to.toFixed(2)}]`;
}
