/** Above this the tail is a continued fraction, and terms of the series would cancel. */
const FAR = 4;
const TERMS = 60;
const ENOUGH = 1e-17;

/** The standard normal distribution function. https://dlmf.nist.gov/7.6.E2 and https://dlmf.nist.gov/7.9.E1 */
export function normalCdf(z: number): number {
  if (z < 0) return 1 - normalCdf(-z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z > FAR) {
    let fraction = 0;
    for (let term = TERMS; term >= 1; term -= 1) fraction = term / (z + fraction);
    return 1 - density / (z + fraction);
  }
  let [sum, term] = [z, z];
  for (let odd = 3; term > ENOUGH; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return 0.5 + density * sum;
}
