/** Lanczos' approximation with g = 7 and nine terms (https://numerical.recipes, 6.1): fifteen digits for x > 0. */
const COEFFICIENTS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
const G = 7;
const HALF_LOG_TAU = 0.9189385332046727;

/** The logarithm of the gamma function, for x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const sum = COEFFICIENTS.reduce(
    (total, coefficient, index) => total + coefficient / (shifted + index + 1),
    0.99999999999980993,
  );
  const base = shifted + G + 0.5;
  return HALF_LOG_TAU + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}

/** The logarithm of the beta function, for positive a and b. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}
