/** Where a suite's goldens of a baseline stand, from the project root. */
export function goldensFile(baseline: string, suite: string): string {
  return `goldens/${baseline}/${suite}.jsonl`;
}
