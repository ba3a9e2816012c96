/**
 * What a finding code stands for. A `finding` fails its exchange, a `note` never does, a `doubt` leaves it undecided. The class says what a difference
 * in it costs a client that moves: `breaking` what was written against one side does not work on the other, `degraded`
 * it works worse, `note` it costs nothing. `mend` is what a person does about it.
 */
export interface FindingRow {
  readonly means: string;
  readonly weight: 'finding' | 'note' | 'doubt';
  readonly class: 'breaking' | 'degraded' | 'note';
  readonly mend: string;
}

export function breaking(means: string, mend: string): FindingRow {
  return { means, weight: 'finding', class: 'breaking', mend };
}

export function degraded(means: string, mend: string): FindingRow {
  return { means, weight: 'finding', class: 'degraded', mend };
}

/** Worth saying, and never a failure by itself, whatever it costs those whom it concerns. */
export function noted(means: string, mend: string, costs: FindingRow['class'] = 'note'): FindingRow {
  return { means, weight: 'note', class: costs, mend };
}

/** Neither a failure nor a pass: it could not be found out. */
export function doubted(means: string, mend: string): FindingRow {
  return { means, weight: 'doubt', class: 'note', mend };
}
