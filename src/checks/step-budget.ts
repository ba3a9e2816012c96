/** Thrown where a value asks for more work than is done in place: whoever judges it then has to have a time limit. */
export class TooMuchWork extends Error {}

/** The steps that judging one value may take; a step is one of the linear-time engine, some 50 ns. */
export class StepBudget {
  private left = 0;
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  renew(): void {
    this.left = this.most;
  }

  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new TooMuchWork('more steps than may be taken in place');
  }
}
